"""Every word of the interface comes from the catalogue: in a book in another language no English one is left."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from lxml import html

from tests.support import ROOT
from tests.support.build import build, refused
from tests.support.edition import CONF, SmallEdition, note

SOURCE = ROOT / "src/postil"
ARMENIAN = {ord("a") + n: 0x561 + n for n in range(26)} | {ord("A") + n: 0x531 + n for n in range(26)}
# Names of file formats.
LEFT = {"PDF", "EPUB", "CSV", "SVG", "ZIP", "JSON", "TEI", "XML", "BibTeX"}
TASKS = ("spot-the-claim} 1", "judge-it-yourself} high", "translate-it-back} again")
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "template" not in path.relative_to(SOURCE).parts)
WORDS = re.compile(r"[A-Za-z][A-Za-z-]+")


def strange(words: str) -> str:
    """The words in letters of their own, as everything is that an edition writes."""
    return words.translate(ARMENIAN)


def catalogue() -> Catalog:
    """The messages of the engine."""
    with (SOURCE / "locale/postil.pot").open("rb") as file:
        return read_po(file)


def marked() -> str:
    """A translation in which each message is between two signs."""
    translation = Catalog("hy", fuzzy=False)
    for message in catalogue():
        if isinstance(message.id, tuple):
            translation.add(message.id, tuple(f"⟦{one}⟧" for one in message.id))
        elif message.id:
            translation.add(message.id, f"⟦{message.id}⟧")
    file = BytesIO()
    write_po(file, translation, omit_header=True)
    return file.getvalue().decode()


@pytest.fixture
def built(small: SmallEdition) -> Path:
    first, second = strange("The river rose. It rose very high."), strange("In autumn it rose again.")
    title = strange("On rivers")
    small.write(
        "conf.py", CONF + 'language = "hy"\nlocale_dirs = ["locale"]\nproject = author = copyright = html_title = "Ծ"\n'
    )
    small.write("locale/hy/LC_MESSAGES/postil.po", marked())
    small.write("book/article.txt", f"{title}\n\n{first}\n\n{second}\n")
    small.write("book/edition.yml", f"title: {title}\ndate: 1901-05-01\n")
    bib = (small.root / "book/references.bib").read_text("utf-8")
    for words in ("The Gazette", "The bridge falls"):
        bib = bib.replace(words, strange(words))
    small.write("book/references.bib", bib)
    small.write("book/one.md", f"# {title}\n\n:::{{article}}\n{title}\n\n{first}\n:::\n")
    small.write("book/two.md", f"# {strange('Two')}\n\n:::{{article}}\n{second}\n:::\n")
    own = {"title": strange("Wood"), "margin": strange("Of wood."), "body": strange("Of very old wood."), "by": "[ծ]"}
    (small.root / "book/notes/wooden-bridge.md").unlink()
    small.note("high", note(strange("very high"), kind="correction", verdict="imprecise", **own))
    small.note("rose", note(strange("In autumn"), claim="opinion", **own))
    small.note("again", note(strange("rose again"), kind="translation", **own))
    small.note("river", note(strange("The river"), kind="question", **own))
    stops = "".join(
        f"- {{{place}, minutes: 5, say: ծ}}\n" for place in ("sentence: 1-1", "note: high", "page: book/one")
    )
    small.write("book/seminar/plan.yml", f"title: ծ\nstops:\n{stops}")
    small.write("book/seminar/key.yml", f"- question: river\n  answer: {strange('Snow')}\n  look_at: [high]\n")
    pages = {
        "claims": "```{claims}\n```\n",
        "sources": "```{bibliography}\n:all:\n```\n",
        "plan": "```{session-path} plan\n```\n",
        "key": "```{teachers-key}\n```\n",
        "credits": "```{credits}\n```\n",
        "exercises": "\n".join(f"```{{{task}\n```\n" for task in TASKS),
    }
    for name, body in pages.items():
        small.write(
            f"book/{name}.md", f"# {strange('A page')}\n\n## {strange('One')}\n\n{body}\n## {strange('Two')}\n\nծ\n"
        )
    small.write("book/index.md", f"# {title}\n\nծ\n")
    toc = "".join(f"- file: book/{name}\n" for name in ("one", "two", *pages))
    small.write("_toc.yml", f"format: jb-book\nroot: book/index\nchapters:\n{toc}")
    return build(small)


def shown(path: Path) -> list[str]:
    """All that a page says, also to those who do not see it."""
    document = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for part in document.cssselect("script, style, .headerlink, pre"):
        part.drop_tree()
    attributes = document.xpath(
        "//@aria-label | //@title | //@alt | //@placeholder | //meta[@name='description']/@content"
    )
    return [*document.xpath("//text()"), *attributes]


def english(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        while "⟦" in text:
            text, rest = re.subn(r"⟦[^⟦⟧]*⟧", "", text)
            if not rest:
                break
        found += [f"{word} in “{text.strip()[:60]}”" for word in WORDS.findall(text) if word not in LEFT]
    return found


def test_no_english_word_is_left_in_another_language(built: Path) -> None:
    pages = [*built.glob("book/*.html"), built / "search.html", built / "404.html", built / "presenter.html"]
    assert len(pages) == 12
    left = [f"{path.name}: {word}" for path in pages for word in english(shown(path))]
    assert not left, "\n".join(left)


@cache
def extracted() -> set[str]:
    mapping, options = parse_mapping_cfg((SOURCE / "locale/babel.cfg").open())
    keywords = parse_keywords(["_", "gettext", "ngettext:1,2", "_n:1,2", "say"])
    found = extract_from_dir(str(SOURCE), method_map=mapping, options_map=options, keywords=keywords)
    return {message if isinstance(message, str) else message[0] for _file, _line, message, *_ in found}


def test_words_of_an_edition_of_its_own_stay_as_they_are(small: SmallEdition) -> None:
    small.write("conf.py", CONF + 'language = "hy"\nlocale_dirs = ["locale"]\n')
    small.write("locale/hy/LC_MESSAGES/postil.po", marked())
    own = "  context: {sign: c, meaning: Of what there was.}\n  source:\n"
    small.write("book/edition.yml", f"title: On rivers\ndate: 1901-05-01\nkinds:\n{own}")
    page = html.fromstring((build(small) / "book/one.html").read_bytes())
    assert [kind.text_content() for kind in page.cssselect(".postil-card .postil-kind")] == ["context"]
    assert [label.text_content().strip() for label in page.cssselect("label:has([name=kind])")] == [
        "Context",
        "⟦source⟧",
    ]


def test_catalogues_are_made_ready_where_a_build_may_write(small: SmallEdition) -> None:
    """The folder of a book, and that of the engine, may be for reading alone."""
    small.write("conf.py", CONF + 'language = "hy"\nlocale_dirs = ["locale"]\ngettext_auto_build = False\n')
    text = small.write("locale/hy/LC_MESSAGES/postil.po", marked())
    shown = small.root / "_build/html/404.html"
    build(small)
    assert [path.name for path in text.parent.iterdir()] == ["postil.po"]
    assert "⟦Skip to the text⟧" in shown.read_text("utf-8")
    text.unlink()
    build(small, "html", "-E")
    assert "⟦" not in shown.read_text("utf-8")


def test_a_catalogue_that_cannot_be_read_is_named(small: SmallEdition) -> None:
    small.write("conf.py", CONF + 'language = "hy"\nlocale_dirs = ["locale"]\ngettext_auto_build = False\n')
    text = small.write("locale/hy/LC_MESSAGES/postil.po", "")
    text.write_bytes(b'msgid "Notes"\nmsgstr "\xff\xfe"\n')
    assert f"{text}: cannot be read: " in refused(small)


def test_the_catalogue_has_every_word() -> None:
    kept = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue() if one.id}
    assert extracted() - kept == set(), "make messages"
    assert kept - extracted() == set(), "make messages"


SCRIPTS = sorted([*SOURCE.glob("*/static/*.js"), *SOURCE.glob("*/scripts/*.js")])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_words_that_can_be_found(path: Path) -> None:
    """`say` takes the words themselves: the catalogue is made of what is written in the scripts."""
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if re.search(r"\bsay\((?![\"'`)]|words, \.\.\.)", line)] == []
    assert [line for line in lines if re.search(r"\bsay\(`", line)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_show_no_words_but_those_they_say(path: Path) -> None:
    script = re.sub(r"\$\{[^}]*\}", "", path.read_text("utf-8"))
    assert re.findall(r'(?:textContent = |"aria-(?:label|description)", )["`][^"`]*[a-z]{2}', script) == []


def test_words_within_template_strings_are_found() -> None:
    said = {words for path in SCRIPTS for words in re.findall(r'\bsay\(\s*"([^"\\]+)"', path.read_text("utf-8"))}
    assert said - extracted() == set()


def test_words_are_not_looked_up_within_other_words() -> None:
    """Babel does not look into f-strings, so their words would never reach the catalogue."""
    texts = {path: path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    found = [(str(path), words) for path, text in texts.items() for words in re.findall(r"\{[\w(]*\b_n?\(.*", text)]
    assert texts and found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    """Neither in what is shown nor in what is told to those who do not see it."""
    filled = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    told = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', filled)
    shown = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", filled, flags=re.DOTALL)
    words = re.sub(r"&\w+;", "", " ".join([shown, *told]))
    assert [word for word in WORDS.findall(words) if word not in LEFT] == []


def test_style_sheets_hold_no_words() -> None:
    sheets = [path for path in SOURCE.rglob("*.css") if "vendor" not in path.parts]
    found = [
        (path.name, words)
        for path in sheets
        for shown in re.findall(r"(?:content|string-set): ([^;]*);", path.read_text("utf-8"))
        for words in re.findall(r'"([^"]*)"', shown)
    ]
    assert found and [pair for pair in found if WORDS.search(re.sub(r"\\[0-9a-f]+", "", pair[1]))] == []
