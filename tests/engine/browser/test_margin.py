"""Cards beside the text stand by the window as it is, not as it was."""

from __future__ import annotations

from tests.support.browser import at_widths
from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note

TOPS = "() => [...document.querySelectorAll('[data-note]')].map((card) => card.getBoundingClientRect().top)"
LENGTHS = range(20, 56)
"""Of findings: some of these take a line more at one width than at the other, while the whole card is as high."""


def test_after_a_change_of_width_cards_stand_as_if_it_had_always_been_so(reader_of, tmp_path) -> None:
    edition = SmallEdition(tmp_path / "edition")
    edition.write("conf.py", CONF)
    words = [f"word{number}" for number in LENGTHS]
    text = f"{' '.join(words)}."
    edition.write("book/article.txt", f"Rivers\n\n{text}\n")
    edition.write("_toc.yml", "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n")
    edition.chapter("one", f"Rivers\n\n{text}")
    (edition.root / "book/two.md").unlink()
    (edition.root / "book/notes/wooden-bridge.md").unlink()
    for word, length in zip(words, LENGTHS, strict=True):
        edition.note(word, note(word, title=f"{word} {'a b c d ' * 9}"[:length].strip(), margin="It was so."))
    visit = reader_of(build(edition), 1280)
    page = visit.open("book/one.html?view=all")
    for width in at_widths(page, 1280, 1440, 1280):
        fresh = reader_of(visit.built, width).open("book/one.html?view=all")
        assert [*at_widths(fresh, width)] and page.evaluate(TOPS) == fresh.evaluate(TOPS)
