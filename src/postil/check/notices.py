"""What is not yet done and keeps nobody from contributing: sources that nobody has read, and what rests on them.

A pull request is told so; a release is refused (`postil check --release`).
"""

from __future__ import annotations

from collections.abc import Iterator

from postil.check.statements import problems_of
from postil.check.uses import citations
from postil.edition import Edition
from postil.problems import Problem


def notices(edition: Edition) -> Iterator[Problem]:
    """What a release of the edition may not have. An edition that keeps no evidence records is not held to it."""
    if edition.evidence is not None:
        yield from _unread(edition)
        unread = (note for note in edition.notes if not edition.evidence.keys() >= set(note.cited))
        yield from problems_of(edition, unread)


def _unread(edition: Edition) -> Iterator[Problem]:
    cited = {citation.key for _, _, citation in citations(edition)}
    for key, source in edition.sources.items():
        entry = (edition.evidence or {}).get(key)
        if key in cited and not (entry and entry.record.read):
            file = entry.path.name if entry else f"book/evidence/{key}.yml"
            message = (
                f"nobody has read the source '{key}' yet, so no verdict can rest on it; "
                f"whoever opens it says in {file} what it says, how much was read, and when"
            )
            place = entry or source
            yield Problem(place.path, place.line, "source-unread", message)
