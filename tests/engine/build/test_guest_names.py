"""What a book already calls by a name of ours: its files, its pages, its roles and directives stay what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from docutils import nodes

from postil import theme
from postil.commands.check import check
from postil.compat.docutils import OwnNode
from tests.support.build import build, page, refused
from tests.support.edition import CONF, PERSON, SmallEdition, note

STOCK = CONF.replace('html_theme = "postil"', 'html_theme = "alabaster"')
THEMES = pytest.mark.parametrize("conf", [STOCK, CONF], ids=["another theme", "our theme"])
TEMPLATES = Path(theme.__file__).parent.glob("*.html")
FILES = [
    *("postil.css", "notes.css", "charts.css", "charts.js", "cards.js", "index.js", "edition.js", "paths.js"),
    *("cover.css", "print.css", "stage.css", "timeline.css"),
    *("former.js", "named.js", "note-files.js", "words.js", "faces.js", "icon.svg", "social.png", "sources/3.js"),
]


def listed(book: SmallEdition, *names: str) -> None:
    """Write pages of the user's, and name them in the contents."""
    for name in names:
        book.write(f"{name}.md", f"# Mine\n\nThis is {name}.\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", toc + "".join(f"- file: '{name}'\n" for name in names))


@THEMES
def test_static_files_of_the_user_stay_whatever_their_names(book: SmallEdition, conf: str) -> None:
    for name in FILES:
        book.write(f"look/{name}", f"/* my {name} */")
    book.write("conf.py", f"{conf}html_static_path = ['look']\nhtml_baseurl = 'https://example.org/'\n")
    static = build(book) / "_static"
    assert {name: (static / name).read_text("utf-8") for name in FILES} == {name: f"/* my {name} */" for name in FILES}


@THEMES
def test_pages_of_the_user_stay_whatever_their_names(book: SmallEdition, conf: str) -> None:
    names = ["404", "presenter", "downloads/index", "_charts/floods", "sources/3"]
    listed(book, *names)
    for name in ("downloads/mine.pdf", "exports/notes.csv"):
        book.write(f"extra/{name}", "mine")
    book.write("conf.py", f"{conf}html_extra_path = ['extra']\n")
    for _ in range(2):
        folder = build(book)
        assert [name for name in names if f"This is {name}." not in page(book, name).text_content()] == []
        assert (folder / "downloads/mine.pdf").is_file() and (folder / "exports/notes.csv").read_text() == "mine"


TOLD = sorted(set(re.findall(r"\bpostil\.(\w+)", " ".join(path.read_text("utf-8") for path in TEMPLATES))))


def test_what_templates_of_the_user_are_told_stays_whatever_its_names(book: SmallEdition) -> None:
    shown = "".join(f"<meta name='mine' content='{{{{ {name} }}}}'>" for name in TOLD)
    book.write("look/layout.html", f"{{% extends '!layout.html' %}}{{% block extrahead %}}{shown}{{% endblock %}}")
    own = {name: f"my {name}" for name in TOLD}
    book.write("conf.py", f"{CONF}templates_path = ['look']\nhtml_context = {own}\n")
    build(book)
    assert len(TOLD) > 20
    assert page(book, "book/one").xpath("//meta[@name='mine']/@content") == list(own.values())
    assert page(book, "book/one").xpath("//base") == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_of_our_theme_go_with_it(book: SmallEdition, builder: str) -> None:
    listed(book, "mine")
    before = {path.relative_to(book.root) for path in build(book, builder).rglob("*.html")}
    ours = {path for path in before if {"404", "presenter"} & {path.stem, path.parent.name}}
    assert len(ours) == 2
    (book.root / "_build" / builder / "kept.html").write_text("somebody else's")
    book.write("conf.py", STOCK)
    build(book, builder)
    assert not [path for path in ours if (book.root / path).exists()]
    after = {path.relative_to(book.root) for path in (book.root / "_build" / builder).rglob("*.html")}
    assert before - ours <= after and (book.root / "_build" / builder / "kept.html").is_file()


def test_a_file_of_the_users_is_not_replaced_by_one_to_take_along_nor_removed_with_it(book: SmallEdition) -> None:
    cover = (book.root / "book/index.md").read_text("utf-8")
    book.write("book/index.md", f"{cover}\n:::{{downloads}}\n:::\n")
    book.write("conf.py", f"{CONF}html_extra_path = ['extra']\n")
    made = [book.write(f"_build/pdf/{name}.pdf", "ours") for name in ("text-a4", "key-a4")]
    mine = book.write("extra/downloads/text-a4.pdf", "mine")
    folder = build(book) / "downloads"
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"text-a4.pdf": "mine", "key-a4.pdf": "ours"}
    for path in made:
        path.unlink()
    build(book)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(mine.name, "mine")]


def test_the_hosts_own_e_book_is_copied_for_nobody_who_did_not_ask(book: SmallEdition) -> None:
    book.write("_build/epub/edition.epub", "a book of the host's")
    assert not (build(book) / "downloads").exists()


@pytest.mark.parametrize("names", [[], ["presenter"]], ids=["", "a page of that name"])
def test_the_presenters_window_opens_whatever_the_addresses_of_pages(book: SmallEdition, names: list[str]) -> None:
    listed(book, *names)
    folder = build(book, "dirhtml")
    (address,) = page_in(folder / "book/one/index.html").xpath("/html/@data-presenter")
    window = page_in(folder / "book/one" / address / "index.html")
    assert window.xpath("//*[@id='presenter-now']")


OWN = """
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxRole

class chart(nodes.General, nodes.Element): pass
class answer(chart): pass
class OwnDomain(Domain):
    name = label = "chart"
class OwnDirective(Directive):
    def run(self):
        return [nodes.paragraph("", f"my {self.name}"), chart(), answer()]
class OwnRole(SphinxRole):
    def run(self):
        return [nodes.emphasis("", f"my {self.text}")], []

def setup(app):
    app.add_domain(OwnDomain)
    for node in (chart, answer):
        app.add_node(node, html=(lambda self, node: self.body.append(f"[my {node.tagname}]"), lambda self, node: None))
    for name in DIRECTIVES:
        app.add_directive(name, OwnDirective)
    for name in ("note", "value", "chart"):
        app.add_role(name, OwnRole())
"""
ORDER = pytest.mark.parametrize("order", ["insert(0,", "append("], ids=["before ours", "after ours"])
USES = """# Mine

```{timeline}
```

```{chart}
```

{note}`a`, {value}`b`, {chart}`c`.

{postil:note}`wooden-bridge`

```{postil:people} person
```
"""


@THEMES
@ORDER
def test_roles_directives_nodes_and_domains_of_the_user_stay_whatever_their_names(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch, conf: str, order: str
) -> None:
    """Notes go on to have ours, and pages have them by their full names."""
    name = f"own_{len(order)}_{len(conf)}"
    book.write(f"{name}.py", OWN.replace("DIRECTIVES", '["timeline", "chart"]'))
    monkeypatch.syspath_prepend(book.root)
    book.write("conf.py", f"{conf}extensions.{order} {name!r})\n")
    listed(book, "mine")
    book.write("mine.md", USES)
    book.write("book/apparatus/people.yml", PERSON)
    book.note("names", note("Nobody was hurt", title="Names", margin="See {note}`wooden-bridge`."))
    build(book)
    text = " ".join(page(book, "mine").text_content().split())
    for own in ("my timeline", "my chart", "my a, my b, my c.", "[my chart][my answer]"):
        assert own in text
    assert "The bridge was of wood" in text and "Keeper of the bridge" in text
    (card,) = page(book, "book/one").cssselect('[data-note="names"]')
    assert card.xpath(".//a[@href='#note-wooden-bridge']") and "my wooden-bridge" not in card.text_content()


def test_a_directive_that_would_show_the_text_in_its_way_is_refused(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.write("own_article.py", OWN.replace("DIRECTIVES", '["article"]'))
    monkeypatch.syspath_prepend(book.root)
    book.write("conf.py", f"{CONF}extensions.append('own_article')\n")
    assert "has a directive {article} of its own" in refused(book)


OWN_BUILDER = """
from sphinx.builders.dummy import DummyBuilder

class Own(DummyBuilder):
    name = NAME

def setup(app):
    app.add_builder(Own, override=NAME == "epub")  # which Sphinx has itself
"""


@pytest.mark.parametrize(
    ("where", "guest"),
    [("before ours", False), ("after ours", False), ("conf.py", False), ("after ours", True)],
    ids=["before ours", "after ours", "conf.py", "another's book"],
)
@pytest.mark.parametrize("name", ["pdf", "epub"])
def test_a_builder_of_the_users_stays_whatever_its_name(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch, name: str, where: str, guest: bool
) -> None:
    if guest:
        (book.root / "book/article.txt").unlink()  # now the pages are the text
    module, own = f"own_{name}_{where[:2]}_{guest}", OWN_BUILDER.replace("NAME", repr(name))
    order = {"before ours": f"extensions.insert(0, {module!r})", "after ours": f"extensions.append({module!r})"}
    book.write(f"{module}.py", own)
    book.write("conf.py", f"{CONF}copyright = version = '2026'\n{order.get(where, own)}\n")
    monkeypatch.syspath_prepend(book.root)
    assert not list(build(book, name).glob(f"*.{name}"))
    build(book)
    assert (book.root / "_build/html/book/one.html").is_file()


def test_pages_in_a_folder_where_notes_would_be_make_no_edition(tmp_path: Path) -> None:
    book = SmallEdition(tmp_path)
    for path in (book.root / "book").rglob("*"):
        if path.is_file():
            path.unlink()
    book.write("conf.py", "extensions = ['myst_nb', 'postil']\nexclude_patterns = ['_build']\n")
    book.write("index.md", "# A course\n\n```{toctree}\nbook/notes/one\nbook/notes/two\n```\n")
    book.write("book/notes/one.md", "# Notes on the first lecture\n\nquote: none\n")
    book.write("book/notes/two.md", "---\nauthor: me\nquote: All flows\n---\n# Notes on the second\n")
    assert "Notes on the second" in (build(book) / "book/notes/two.html").read_text("utf-8")


TAKEN = {
    "references.bib": "@book{broken\n",
    "references.json": "{}",
    "evidence/one.yml": "a: 1\n",
    "apparatus/people.yml": "x\n",
    "values.yml": "- a\n",
    "data/table.csv": "source_ids,b\nx,1\n",
    "notes/lecture.md": "# Of a lecture\n",
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_of_the_books_own_that_was_taken_for_the_editions_is_named_with_what_to_do(
    book: SmallEdition, name: str
) -> None:
    (book.root / "book/article.txt").unlink()  # now it is somebody's book
    book.write(f"book/{name}", TAKEN[name])
    said = refused(book)
    assert f"book/{name}:" in said
    advice = f"where book/{name} is the book's own and no part of the edition, give that another folder"
    assert said.splitlines()[-1].startswith(advice)
    result = CliRunner().invoke(check, [str(book.root)])
    assert result.exit_code == 1 and advice in result.stderr


def test_a_fault_of_a_note_has_no_such_advice(book: SmallEdition) -> None:
    (book.root / "book/article.txt").unlink()
    book.note("faulty", note("not there"))
    assert "postil_root" not in refused(book)


def page_in(path: Path):
    """A page of a builder other than `html`."""
    from lxml import html

    return html.parse(path).getroot()


def test_no_node_of_ours_has_a_name_that_another_extension_may_give() -> None:
    import_module("postil.extension")  # and with it all that defines nodes

    def kinds(node: type[nodes.Node]) -> Iterator[type[nodes.Node]]:
        for kind in node.__subclasses__():
            yield kind
            yield from kinds(kind)

    ours = {kind.__name__ for kind in kinds(nodes.Node) if kind.__module__.startswith("postil.")} - {OwnNode.__name__}
    assert len(ours) > 30
    assert {name for name in ours if not name.startswith("postil_")} == set()
