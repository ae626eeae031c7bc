"""Words between quotation marks: marks that they hold themselves become those of the second level."""

from __future__ import annotations

import re

MARKS = "“ ” ‘ ’"  # of the first and the second level, as English has them
_HELD = re.compile(r'“([^“”]*)”|„([^„“”]*)[“”]|"([^"]*)"|([“„])|(”)')
_WITHIN = re.compile(r"‘(.*?)’(?!\w)")


def quoted(words: str, marks: str = MARKS) -> str:
    """The words between the marks of the first level: `say “yes”` as “say ‘yes’”, one of a pair may be missing."""
    first, last, inner_first, inner_last = marks.split(" ")

    def turned(held: re.Match[str]) -> str:
        if held[4] or held[5]:
            return inner_first if held[4] else inner_last
        within = _WITHIN.sub(lambda found: f"{first}{found[1]}{last}", held[1] or held[2] or held[3] or "")
        return f"{inner_first}{within}{inner_last}"

    return f"{first}{_HELD.sub(turned, words)}{last}"
