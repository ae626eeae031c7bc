"""Outputs of notebooks are kept between builds; they are forgotten when what notebooks read has changed.

MyST-NB's cache knows a notebook by its code alone, so that without this a changed table would leave old figures.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx

_RECORD = "inputs.sha256"
_VERDICT = re.compile(rb"^(?:verdict|claim):.*$", re.MULTILINE)


def digest_of_inputs(root: Path) -> str:
    """A digest of what the notebooks of an edition read: tables, modules of their own, verdicts of notes."""
    digest = hashlib.sha256()
    for path in sorted([*(root / "data").glob("**/*.csv"), *(root / "notebooks").glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for path in sorted((root / "book/notes").glob("**/*.md")):
        digest.update(path.name.encode() + b"\0" + b"".join(_VERDICT.findall(path.read_bytes())))
    return digest.hexdigest()


def forget_stale_outputs(app: Sphinx) -> None:
    """Empty the cache of outputs, and read all notebooks again, if what they read is not that of the last build."""
    cache = _cache(app)
    record = cache / _RECORD
    known = record.read_text("utf-8") if record.is_file() else ""
    digest = digest_of_inputs(Path(app.srcdir))
    app.connect("build-finished", partial(_remember, record, digest))
    if known == digest:
        return
    shutil.rmtree(cache, ignore_errors=True)
    for docname in list(app.env.all_docs):
        if app.env.doc2path(docname).endswith(".ipynb"):
            app.env.all_docs[docname] = 0  # older than any file: read again


def _remember(record: Path, digest: str, app: Sphinx, exception: Exception | None) -> None:
    """After a build that went well, remember what the outputs came from."""
    if exception is None:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(digest, "utf-8")


def _cache(app: Sphinx) -> Path:
    given = getattr(app.config, "nb_execution_cache_path", "")
    return Path(given) if given else Path(app.outdir).parent / ".jupyter_cache"
