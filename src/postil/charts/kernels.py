"""Notebooks must name a kernel that is installed; otherwise running them fails without a word on which one it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def refuse_unknown_kernels(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Raise SystemExit with a line for each notebook whose kernel is missing, if notebooks are run at all."""
    if getattr(app.config, "nb_execution_mode", "off") == "off":
        return
    known = sorted(KernelSpecManager().find_kernel_specs())
    missing = [(path, name) for path, name in _kernels(env) if name not in known]
    if missing:
        hint = f"installed are: {', '.join(known) or 'none'}; name one in the notebook's metadata or install it"
        raise SystemExit("\n".join(f"{path}:1: the kernel '{name}' is not installed; {hint}" for path, name in missing))


def _kernels(env: BuildEnvironment) -> Iterator[tuple[Path, str]]:
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        if path.suffix == ".ipynb":
            name = json.loads(path.read_text("utf-8"))["metadata"].get("kernelspec", {}).get("name")
            if name:
                yield path, name
