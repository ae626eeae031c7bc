"""A synthetic book of any size, with unique words to note, for measuring how builders grow."""

from __future__ import annotations

import random
from pathlib import Path

WORDS_PER_CHAPTER, WORDS_PER_PARAGRAPH, WORDS_PER_SENTENCE = 10_000, 100, 15
NOTES_PER_SOURCE = 10
_SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")
LEXICON = [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
KINDS = ("context", "correction", "translation", "source")
VERDICTS = ("", "", "verdict: confirmed\n", "verdict: imprecise\n")

CONFIG = """title: The big book
only_build_toc_files: true
exclude_patterns: [book/notes]
parse: {myst_enable_extensions: [colon_fence]}
execute: {execute_notebooks: "off"}
bibtex_bibfiles: [book/references.bib]
sphinx: {extra_extensions: [postil], config: {html_theme: postil, numfig: false, html_copy_source: false,
  html_use_index: false}}
"""


def write_big_book(folder: Path, *, notes: int, chapters: int = 100) -> None:
    """Write an edition of `chapters` chapters of 10,000 words with `notes` notes spread evenly over its paragraphs.

    The same arguments give the same bytes.
    """
    chance = random.Random(1901)  # noqa: S311
    texts = [_chapter(chance) for _ in range(chapters)]
    paragraphs = [paragraph for text in texts for paragraph in text]
    names = [f"chapter-{number:03}" for number in range(1, chapters + 1)]
    files = {
        "_config.yml": CONFIG,
        "_toc.yml": "format: jb-book\nroot: book/index\nchapters:\n" + "".join(f"- file: book/{n}\n" for n in names),
        "book/article.txt": "\n\n".join(paragraphs) + "\n",
        "book/edition.yml": "title: The big book\ndate: 1901-05-01\n",
        "book/references.bib": "".join(map(_source, range(notes // NOTES_PER_SOURCE))),
        "book/index.md": "# The big book\n\n```{bibliography}\n:all:\n```\n",
    }
    for name, text in zip(names, texts, strict=True):
        files[f"book/{name}.md"] = f"# {name}\n\n:::{{article}}\n" + "\n\n".join(text) + "\n:::\n"
    for number in range(notes):
        paragraph = paragraphs[number * len(paragraphs) // notes]
        files[f"book/notes/note-{number:05}.md"] = note(number, notes // NOTES_PER_SOURCE, paragraph, chance)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def note(number: int, sources: int, paragraph: str, chance: random.Random) -> str:
    """A note file on six words of a paragraph, with a source, and every second time with a fuller text."""
    words = paragraph.split()
    start = chance.randrange(len(words) - 6)
    body = f"\n+++\n\n{prose(chance, 80)} See {{cite:t}}`source-{chance.randrange(sources)}`.\n" if number % 2 else ""
    return (
        f"---\nquote: {' '.join(words[start : start + 6])}\nkind: {KINDS[number % 4]}\n{VERDICTS[number // 4 % 4]}"
        f"title: About {' '.join(chance.choices(LEXICON, k=3))}\nsources: [source-{number % sources}]\n"
        f"as_of: 1901-01-01\nby: [author-{number % 20}]\n---\n{prose(chance, 30)}\n{body}"
    )


def _chapter(chance: random.Random) -> list[str]:
    return [prose(chance, WORDS_PER_PARAGRAPH) for _ in range(WORDS_PER_CHAPTER // WORDS_PER_PARAGRAPH)]


def prose(chance: random.Random, count: int) -> str:
    """Sentences of made-up words, `count` words in all."""
    words = chance.choices(LEXICON, k=count)
    for start in range(0, count, WORDS_PER_SENTENCE):
        words[start] = words[start].capitalize()
        end = min(start + WORDS_PER_SENTENCE, count) - 1
        words[end] += "."
    return " ".join(words)


def _source(number: int) -> str:
    return (
        f"@misc{{source-{number},\n  author = {{{{Author {number}}}}},\n  title = {{Work {number}}},\n"
        f"  year = {{1900}},\n  date = {{1900-01-01}},\n  state = {{unchecked}},\n  keywords = {{press}},\n}}\n"
    )
