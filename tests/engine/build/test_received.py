"""Whatever `init` accepts builds, without a warning, and its pages give back the text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings

from postil.text.folding import fold_quote
from postil.text.received import UnfitTextError, receive
from tests.support.build import article_text, build, page
from tests.support.texts import NewEdition, about, texts


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
@example("On Ferries\n\nIt carries mail and, on\n\fMondays, sheep.\n")
@example("  \n   CENTRED\n\n  It rose.\n    It fell.\n")
@example("---\na: b\n---\n\n:name: x\n\n:::{note}\nIt\u00ad rose.\n:::\n\n\ufeffIt\u200b fell.\n")
def test_whatever_is_let_in_builds(text: str) -> None:
    try:
        kept = receive(text.encode())
    except UnfitTextError:
        return
    with tempfile.TemporaryDirectory() as folder:
        made = NewEdition(Path(folder), kept, about(kept))
        build(made)
        shown = [article_text(p) for name in made.chapters() for p in page(made, name).cssselect("p.postil-article")]
        assert fold_quote(" ".join(shown)) == fold_quote(kept)
