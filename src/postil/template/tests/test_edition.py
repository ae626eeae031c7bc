"""What this edition promises: no problems, and a book that holds the exact words of the text."""

import unittest
from html.parser import HTMLParser
from pathlib import Path

from postil.check import check

ROOT = Path(__file__).resolve().parent.parent


class ArticleWords(HTMLParser):
    """Collects what stands in the paragraphs of the text, without what the edition adds to them."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        if self.open or "postil-article" in (names.get("class") or "").split():
            self.open.append("data-editorial" in names or self.open[-1:] == [True])

    def handle_endtag(self, tag):
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.open and not self.open[-1]:
            self.words.append(data)


class Edition(unittest.TestCase):
    """The edition in the folder above."""

    def test_there_are_no_problems(self):
        self.assertEqual([str(problem) for problem in check(ROOT)[1]], [])

    def test_the_book_holds_the_exact_text(self):
        edition, _ = check(ROOT)
        reader = ArticleWords()
        for docname in edition.chapters:
            reader.feed((ROOT / f"_build/html/{docname}.html").read_text("utf-8"))
        wanted = "".join("".join(p.text for p in edition.article.paragraphs).split())
        self.assertEqual("".join("".join(reader.words).split()), wanted)


if __name__ == "__main__":
    unittest.main()
