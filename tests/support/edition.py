"""A small edition of two paragraphs, written to disk file by file, so that a test can spoil just one thing."""

from __future__ import annotations

import textwrap
from pathlib import Path

from postil.check import check
from postil.problems import Problem

TITLE = "On rivers"
ARTICLE = f"""{TITLE}

The river rose in spring. It rose “very high”, and the bridge fell. Nobody was hurt.

In autumn the river rose again. The new bridge stood.
"""
FIRST, SECOND = ARTICLE.strip().split("\n\n")[1:]

SOURCES = """@misc{gazette-1901,
  author = {{The Gazette}},
  title = {The bridge falls},
  year = {1901},
  date = {1901-04-02},
  url = {https://example.org/gazette},
  state = {checked},
  checked = {2026-11-01},
  keywords = {press},
}
"""
PERSON = """- id: keeper
  name: The keeper
  kind: person
  on_the_day: Keeper of the bridge
  posts:
  - {since: '1890', until: 1901-05, post: Keeper}
  text: He saw it {cite:p}`gazette-1901`.
  sources: [gazette-1901]
"""
EVENT = """- date: '1901-04'
  thread: bridge
  title: The bridge falls
  text: In spring.
  sources: [gazette-1901]
"""
PARALLELS = """relation: reuse
label: follows a report of 1890
witnesses:
- {id: report, name: A report, about: spring 1890, language: fr, sources: [gazette-1901]}
- {id: digest, name: A digest of it}
rows:
- sentence: 1-2
  article: It rose “very high”
  readings:
  - {witness: report, words: elle monta, means: it rose, says: 'It had risen before {cite:p}`gazette-1901`.'}
  exchanged:
  - {was: the Seine, now: the river}
  changed: The height.
  sure: close
- sentence: 1-3
  article: Nobody was hurt
  readings:
  - {witness: digest, says: Nothing on people.}
  sure: likely
"""
TERM = """- id: flood
  term: Flood
  original: crue
  language: fr
  text: What the river had.
  sources: [gazette-1901]
"""
CONFIG = """title: Rivers
author: The editors
only_build_toc_files: true
bibtex_bibfiles: [book/references.bib]
sphinx: {extra_extensions: [postil], config: {html_theme: postil}}
"""
CONF = """
extensions = ["myst_nb", "sphinx_external_toc", "postil"]
myst_enable_extensions = ["colon_fence"]
html_theme = "postil"
external_toc_exclude_missing = True
exclude_patterns = ["_build", "book/notes"]
bibtex_bibfiles = ["book/references.bib"]
nb_execution_mode = "off"
"""


def note(
    quote: str = "the bridge fell",
    *,
    kind: str = "context",
    margin: str = "It was built of wood.",
    body: str = "",
    sources: str | None = "[gazette-1901]",
    as_of: str = "1901-04-02",
    title: str = "The bridge was of wood",
    **more: str,
) -> str:
    """The text of a note file; `more` adds fields to the front matter."""
    fields = {"quote": quote, "kind": kind, "title": title, "as_of": as_of, "by": "[editors]"}
    fields |= {"sources": sources} if sources else {}
    front = "\n".join(f"{name}: {value}" for name, value in (fields | more).items())
    return f"---\n{front}\n---\n{margin}\n" + (f"\n+++\n\n{body}\n" if body else "")


class SmallEdition:
    """An edition under `root` with one note, `wooden-bridge`, in two chapters."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("book/article.txt", ARTICLE)
        self.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\n")
        self.write("book/references.bib", SOURCES)
        self.chapter("one", f"{TITLE}\n\n{FIRST}")
        self.chapter("two", SECOND)
        self.write("book/index.md", "# Rivers\n\nAn edition.\n\n```{bibliography}\n:all:\n```\n")
        self.write("_config.yml", CONFIG)
        self.write("_toc.yml", "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n")
        self.note("wooden-bridge", note())

    def write(self, name: str, text: str) -> Path:
        """Write a file at once, with its folders; returns its path. Nobody who watches sees a part of it."""
        path, begun = self.root / name, self.root.with_name(f"{self.root.name}.begun")
        path.parent.mkdir(parents=True, exist_ok=True)
        begun.write_bytes(textwrap.dedent(text).encode())
        return begun.replace(path.resolve())

    def note(self, id: str, text: str) -> Path:
        """Write a note file."""
        return self.write(f"book/notes/{id}.md", text)

    def chapter(self, name: str, *blocks: str) -> Path:
        """Write a chapter that holds the given pieces of the article."""
        body = "\n\n".join(f":::{{article}}\n{block}\n:::" for block in blocks)
        return self.write(f"book/{name}.md", f"# Chapter {name}\n\n{body}\n")

    def problems(self) -> list[Problem]:
        """What `postil check` finds."""
        return check(self.root)[1]

    def codes(self) -> list[str]:
        """The codes of what `postil check` finds, in order of file and line."""
        return [problem.code for problem in self.problems()]
