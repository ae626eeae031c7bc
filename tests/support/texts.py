"""Texts as people have them, generated, and the editions that `postil init` makes of texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from postil.authoring.new_edition import About, edition_files, guess_title
from postil.reading.settings import Format
from tests.support.edition import CONF, SmallEdition

_WORDS = st.sampled_from(
    [
        "river", "It", "rose.", "fell,", "“high”", "CHAPTER I", "第一章", "水漲船高。", "שלום", "مرحبا", "cafe\u0301",
        "café", "un\u00adfathom\u00adable", "har\u200bbour", "\ufeff", "می‌روم", "\u202bx\u202c",
        "👩‍👩‍👧", "🏴\U000e0067\U000e007f",
        "`code`", "*stars*", "$x^2$", "[a](b)", "<b>", "&amp;", ":::", "```", "---", "+++", "%", "{x}", "- item",
        "渡《わた》し場", "︵卷︶﹁東風﹂︒", "แม่น้ำขึ้น", "ទន្លេ\u200bឡើង", "ᠮᠥᠷᠡᠨ", "༄༅།", "1️⃣", "👍🏽", "«Да»",
        "Ann:", "MARTHA.", "§ 1", "Article 2", "(1)", "[14:05] <ann>", "12/03/2021, 14:05 - Bo:",
        "INT. BOAT - NIGHT", "Erster Akt", "Subject: x", "1\n00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n",
        "NOTE x", "<v Ann>", "https://example.org/a_b?c=d", "river-\n",
        "#", "|", "\u0602", "한국", "ﬁrst", "½", "a" * 300,
    ]
)  # fmt: skip
_GAPS = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\n\n\n", "\r\n", "\n   \n", "\t", "\n\t", "\n    ", "\f", "\n\f\n", "\v", "\u2028",
     "\u2029", "\x85", "\u00a0", "\u3000"]
)  # fmt: skip

# Words, and how they stand between quotation marks.
QUOTED = [
    ("plain words", "“plain words”"),
    ("“alarm levels” in a year", "“‘alarm levels’ in a year”"),
    ("levels” in a year", "“levels’ in a year”"),
    ('it rose "high"', "“it rose ‘high’”"),
    ("the others’ “yes” isn’t", "“the others’ ‘yes’ isn’t”"),
    ("he: “she’s said ‘no’ to it”", "“he: ‘she’s said “no” to it’”"),
]


def texts() -> st.SearchStrategy[str]:
    """Words of many scripts, with markup and invisible characters among them, parted by all that parts words."""
    pairs = st.tuples(_GAPS, _WORDS | st.text(max_size=8))
    return st.lists(pairs, min_size=1, max_size=30).map(lambda found: "".join(gap + word for gap, word in found))


def about(text: str, written: Format = Format.PLAIN, **more: Any) -> About:
    """What is known of a text."""
    title = more.pop("title", guess_title(text) or "A title")
    return About(title, "Ann", date(1901, 5, 1), "The editors", format=written, **more)


class NewEdition(SmallEdition):
    """The edition that `postil init` makes of a text, which `python -m sphinx` builds too."""

    def __init__(self, root: Path, text: str, known: About) -> None:
        self.root = root
        for name, content in edition_files(text, known):
            if name.startswith(("book/", "_toc.yml")):
                self._put(name, content)
        self._put("conf.py", CONF)

    def chapters(self) -> list[str]:
        """The names of the documents that hold the text, in order."""
        names = sorted(path.stem for path in (self.root / "book/chapters").glob("[0-9]*.md"))
        return [f"book/chapters/{name}" for name in names]

    def _put(self, name: str, content: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
