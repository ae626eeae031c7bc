"""The engine in other people's books: it changes nothing that is not its own."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from tests.support.edition import PERSON, SECOND, SOURCES, SmallEdition, note
from tests.support.host import HostBook, cell, html_of, jupyter_book, notebook, output

DOE = "@misc{doe, author={Doe, Jane}, title={A book}, year={2001}}\n"


@pytest.fixture
def host(tmp_path: Path) -> HostBook:
    """A book of all kinds of page that knows nothing of editions."""
    return HostBook(tmp_path / "host")


def annotated(host: HostBook, folder: str = "rivers") -> HostBook:
    """The book with the small edition in one of its folders."""
    small = SmallEdition(host.root / "small")
    (host.root / folder).parent.mkdir(exist_ok=True)
    (small.root / "book").rename(host.root / folder)
    for name in (f"{folder}/index", f"{folder}/one", f"{folder}/two"):
        toc = host.root / "_toc.yml"
        toc.write_text(toc.read_text("utf-8") + f"- file: {name}\n")
    host.config["bibtex_bibfiles"] = [f"{folder}/references.bib"]
    return host.extend("postil", postil_root=folder)


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a book, without what differs between two builds of one book in one process.

    That is `.buildinfo`, a digest that depends on where the book is, and the version that sphinx-thebe gives its files
    from the second build on.
    """
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del files[".buildinfo"]
    return {name: re.sub(rb"(sphinx-thebe\.\w+)\?v=\w+", rb"\1", path.read_bytes()) for name, path in files.items()}


def test_in_a_book_without_an_edition_it_changes_no_byte(host: HostBook, tmp_path: Path) -> None:
    alone, guest = (contents(html_of(book)) for book in (host, HostBook(tmp_path / "guest").extend("postil")))
    assert len(alone) > 50
    assert guest.keys() == alone.keys()
    assert [name for name in alone if guest[name] != alone[name]] == []


def test_outputs_of_plotly_are_left_to_the_book_that_did_not_ask_for_charts(host: HostBook) -> None:
    assert "<b>drawn elsewhere</b>" in (html_of(host) / "cells.html").read_text("utf-8")


def test_an_edition_may_live_in_any_folder_of_a_book(host: HostBook) -> None:
    pages = html_of(annotated(host, "texts/rivers"))
    assert 'data-note="wooden-bridge"' in (pages / "texts/rivers/one.html").read_text("utf-8")


def test_the_other_pages_of_a_book_with_an_edition_keep_their_form(host: HostBook, tmp_path: Path) -> None:
    """Also where they name people of the edition, and what came later than its text."""
    books = annotated(host), HostBook(tmp_path / "alone")
    host.write("rivers/apparatus/people.yml", PERSON)
    host.write(
        "rivers/two.md",
        f"# Two\n\n:::{{article}}\n{SECOND}\n:::\n\nThe keeper.\n\nOf 1950.\n\n```{{people}} person\n```\n",
    )
    host.write("rivers/notes/later.md", note("Nobody was hurt", title="As was found", as_of="1999-01-01"))
    host.write("rivers/index.md", "# Rivers\n\n```{bibliography} references.bib\n:all:\n```\n")
    late = "## Of 1950\n\nThe keeper wrote in 1950 {cite}`doe`.\n\n| 1960 |\n|---|\n| 1970 |\n"
    for book in books:
        book.write("host.bib", DOE)
        book.write("more.md", f"# More\n\n{late}\n```{{bibliography}} host.bib\n```\n")
        book.config["bibtex_bibfiles"] = ["host.bib"]
    with_edition, alone = map(html_of, books)
    for name in ("index", "more", "cells"):
        pages = [(folder / f"{name}.html").read_text("utf-8") for folder in (alone, with_edition)]
        body = [page.split("<article")[1].split("</article>")[0] for page in pages]
        assert body[0] == body[1]
        assert "postil" not in pages[1]
    own = (with_edition / "rivers/two.html").read_text("utf-8")
    assert "postil-name" in own and '<p class="postil-later">Of 1950' in own


def test_a_source_may_be_in_a_list_of_the_books_own_too(host: HostBook) -> None:
    with_bibliography(host).write("host.bib", f"{DOE}{SOURCES}")
    assert 'href="../more.html#source-gazette-1901"' in (html_of(host) / "rivers/one.html").read_text("utf-8")


def test_a_source_of_the_books_own_that_is_on_no_page_is_told_of_as_ever(host: HostBook) -> None:
    with_bibliography(host).write("more.md", "# More\n\n{cite}`doe`\n\n```{bibliography}\n:filter: False\n```\n")
    host.write("rivers/index.md", "# Rivers\n\n```{bibliography} references.bib\n:all:\n```\n")
    assert 'could not find bibtex key "doe"' in jupyter_book(host).said


def test_citations_and_labels_of_the_book_keep_their_form(host: HostBook) -> None:
    host.write("host.bib", "@misc{doe, author={Doe, Jane}, title={A book}, year={2001}}\n")
    host.write("more.md", "# More\n\nAs {cite}`doe` says.\n\n```{bibliography} host.bib\n```\n")
    host.config["bibtex_bibfiles"] = ["host.bib"]
    before = (html_of(host) / "more.html").read_text("utf-8").split("<article")[1].split("</article>")[0]
    annotated(host).config["bibtex_bibfiles"] = ["host.bib", "rivers/references.bib"]
    host.write("rivers/index.md", "# Rivers\n\n```{bibliography} references.bib\n:all:\n```\n")
    host.extend(bibtex_default_style="alpha", bibtex_reference_style="label", bibtex_tooltips=True)
    after = (html_of(host) / "more.html").read_text("utf-8").split("<article")[1].split("</article>")[0]
    assert before == after


CITING = "# More\n\nAs {cite}`doe` says.\n\n```{bibliography}\n```\n"


OF_BIBTEX = """@string{press = "A press"}
%@misc{commented, author={Roe, Ann}, title={BibTeX reads it}, year={2000}}
@misc{mu\N{COMBINING DIAERESIS}ller, author={Poe, Eve and et al.}, title={An accent of its own}, year={2002}}
@misc{family, author={family=Goethe, given=Johann}, title={As biblatex has it}, howpublished=press, year={2003}}
@inproceedings{part, author={Coe, Sue}, title={A part}, booktitle={A whole}, crossref={whole}, year={2004}}
@proceedings{whole, title={The whole}, year={2004}, publisher={Another press}}
"""


def test_a_bibliography_of_the_books_own_is_read_as_ever(host: HostBook, tmp_path: Path) -> None:
    alone = HostBook(tmp_path / "alone")
    annotated(host).write("rivers/index.md", "# Rivers\n\n```{bibliography} references.bib\n:all:\n```\n")
    pages = []
    for book in (alone, host):
        book.config["bibtex_bibfiles"] = ["host.bib"]
        book.write("host.bib", OF_BIBTEX)
        keys = "commented,mu\N{COMBINING DIAERESIS}ller,family,part"
        book.write("more.md", f"# More\n\n{{cite:t}}`{keys}`\n\n```{{bibliography}} host.bib\n```\n")
        pages.append((html_of(book) / "more.html").read_text("utf-8").split("<article")[1].split("</article>")[0])
    assert pages[0] == pages[1]


def with_bibliography(host: HostBook) -> HostBook:
    """The book with a bibliography of its own, and an edition that lists no sources."""
    annotated(host).config["bibtex_bibfiles"] = ["host.bib"]
    host.write("host.bib", DOE)
    host.write("rivers/index.md", "# Rivers\n")
    host.write("more.md", CITING)
    return host


def test_a_bibliography_of_the_books_own_keeps_its_form_and_lists_what_notes_cite(host: HostBook) -> None:
    host.write("host.bib", DOE)
    host.write("more.md", CITING)
    host.config["bibtex_bibfiles"] = ["host.bib"]
    assert "Doe01" in (html_of(host) / "more.html").read_text("utf-8")
    after = (html_of(with_bibliography(host)) / "more.html").read_text("utf-8")
    assert "Doe01" in after and "The bridge falls" in after and "unchecked" not in after
    chapter = (host.root / "_build/html/rivers/one.html").read_text("utf-8")
    assert re.search(r'postil-sources">.*href="../more.html#[^"]+"', chapter)


def test_a_source_that_a_new_note_cites_is_listed_at_once(host: HostBook) -> None:
    with_bibliography(host)
    note, sources = host.root / "rivers/notes/wooden-bridge.md", host.root / "rivers/references.bib"
    kept = {path: path.read_text("utf-8") for path in (note, sources)}
    note.unlink()
    sources.write_text("", "utf-8")
    assert "The bridge falls" not in (html_of(host) / "more.html").read_text("utf-8")
    for path, text in kept.items():
        path.write_text(text, "utf-8")
    assert "The bridge falls" in (html_of(host) / "more.html").read_text("utf-8")


@pytest.mark.parametrize("page", ["# More\n", CITING.replace("}\n```", "}\n:all:\n:list: bullet\n```")])
def test_a_source_that_no_page_lists_is_named_with_what_to_do(host: HostBook, page: str) -> None:
    with_bibliography(host).write("more.md", page)
    said = jupyter_book(host).said
    assert "no page lists the source 'gazette-1901'; put the directive {bibliography}, without :list:, on one" in said
    assert "could not find" not in said


def test_a_build_that_fails_ends_in_our_message(host: HostBook) -> None:
    annotated(host)
    host.config["execute"] = {"execute_notebooks": "force"}
    host.extend(nb_execution_raise_on_error=True)
    host.write(
        "cells.ipynb", notebook(cell("markdown", "# Cells\n"), cell("code", "1 / 0", output({"text/plain": ["1"]})))
    )
    host.write_config()
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "."]
    result = subprocess.run(command, cwd=host.root, capture_output=True, text=True)
    assert result.returncode == 1
    reason, where = result.stderr.strip().splitlines()[-2:]
    assert reason == f"ExecutionError: {host.root / 'cells.ipynb'}"
    assert where == f"the whole traceback is in {host.root / '_build/.doctrees/traceback.txt'}"
    assert "jupyter_book" not in result.stderr


def test_references_without_a_role_are_resolved_as_ever(host: HostBook) -> None:
    annotated(host).write(
        "more.md", "# More\n\n(here)=\n## Here\n\n[](here), {any}`here`, [](#here), {any}`genindex`.\n"
    )
    assert (html_of(host) / "more.html").read_text("utf-8").count('href="#here"') >= 3


def test_a_book_that_reads_no_blocks_of_colons_is_told_what_it_needs(host: HostBook) -> None:
    annotated(host).config["parse"] = {"myst_enable_extensions": ["dollarmath", "amsmath"]}
    result = jupyter_book(host)
    assert result.status == 1
    assert "_config.yml:1: myst_enable_extensions must name colon_fence" in result.said


def test_a_wrong_folder_is_said_in_one_line(host: HostBook) -> None:
    result = jupyter_book(host.extend("postil", postil_root="../elsewhere"))
    assert result.status == 1
    assert "postil_root must name a folder within the book" in result.said
    assert "Traceback" not in result.said


def e_book(host: HostBook, name: str) -> dict[str, bytes]:
    """What is in the e-book that Sphinx's own builder made, without the moment at which it was made."""
    with zipfile.ZipFile(html_of(host, "epub") / f"{name}.epub") as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    return {entry: re.sub(rb"20\d\d-\d\d-\d\dT[\d:]+Z", b"", text) for entry, text in files.items()}


def test_the_e_book_of_the_host_stays_the_hosts(host: HostBook, tmp_path: Path) -> None:
    """Style, name and every page without notes; those with notes have them in ordinary form."""
    books = host, HostBook(tmp_path / "guest")
    for book in books:
        book.write("_static/e.css", "p { text-indent: 1em }\n")
        book.write("more.md", "# More\n\n```{note}\nA box.\n```\n\nThe river rose, and the bridge fell.\n")
        book.extend(
            epub_basename="mine",
            epub_title="My title",
            version="2",
            epub_css_files=["e.css"],
            epub_show_urls="footnote",
            suppress_warnings=["mystnb.unknown_mime_type", "epub.unknown_project_files"],
        )
    before = e_book(books[0], "mine")
    guest = books[1].extend("postil")
    guest.write("book/edition.yml", "title: A course\ndate: 2024-01-01\n")
    guest.write(
        "more.md", "# More\n\n```{note}\nA box.\n```\n\n:::{article}\nThe river rose, and the bridge fell.\n:::\n"
    )
    guest.write(
        "book/notes/why.md", note("the bridge fell", title="Why?", kind="question", as_of="2024-01-01", sources=None)
    )
    after = e_book(guest, "mine")
    assert [name for name in before if before[name] != after.get(name)] == ["more.xhtml"]
    assert after.keys() == before.keys()
    page = after["more.xhtml"].decode()
    assert "Why?" in page and "postil-" not in page
    etree.fromstring(after["more.xhtml"])
    guest.extend(html_theme="postil")  # which chooses how formulas are shown, and no more
    ours = e_book(guest, "mine")
    assert not [name for name, text in ours.items() if b"postil-" in text or "postil" in name]
    assert b"<math" in ours["index.xhtml"] and b"own.css" in ours["content.opf"]


@pytest.mark.parametrize("theme", ["sphinx_book_theme", "postil"])
def test_the_command_makes_the_e_book_of_the_edition_in_any_book(host: HostBook, theme: str) -> None:
    host.config["repository"] = {"url": "https://github.com/some/book", "branch": "main"}
    host.config["launch_buttons"] = {"binderhub_url": "https://mybinder.org"}
    annotated(host).extend(html_theme=theme).write_config()
    command = [sys.executable, "-c", "from postil.commands.main import main; main()", "epub"]
    result = subprocess.run(command, cwd=host.root, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    with zipfile.ZipFile(host.root / "_build/epub/edition.epub") as archive:
        assert b'role="doc-noteref"' in archive.read("rivers/one.xhtml")


def test_under_our_theme_a_notebook_says_where_it_can_be_run(host: HostBook) -> None:
    annotated(host).extend(html_theme="postil")
    host.config["repository"] = {"url": "https://github.com/some/book", "branch": "main", "path_to_book": "docs"}
    host.config["launch_buttons"] = {"binderhub_url": "https://mybinder.org", "colab_url": "https://colab.example.org"}
    pages = html_of(host)
    links = html.parse(pages / "cells.html").xpath("//footer//a/@href")
    assert "https://mybinder.org/v2/gh/some/book/main?urlpath=tree/docs/cells.ipynb" in links
    assert "https://colab.example.org/github/some/book/blob/main/docs/cells.ipynb" in links
    assert "mybinder" not in (pages / "more.html").read_text("utf-8")
    host.config["launch_buttons"]["thebe"] = True
    assert "thebe runs code within pages by scripts of other hosts" in jupyter_book(host).said


def test_under_our_theme_logo_announcement_and_footer_are_the_hosts(host: HostBook) -> None:
    annotated(host).extend(html_theme="postil").config["logo"] = "dot.png"
    footer = '<p id="f">Foot</p><script>let mine = 1;</script>'
    host.config["html"] = {"announcement": "<b>New</b>: a page.", "extra_footer": footer}
    page = html.parse(html_of(host) / "rivers/one.html")
    assert page.xpath("string(//aside[@class='postil-announcement'])") == "New: a page."
    assert page.xpath("//header//img/@src") == ["../_static/dot.png"]
    assert page.xpath("string(//footer//*[@id='f'])") == "Foot"
    digest = base64.b64encode(hashlib.sha256(b"let mine = 1;").digest()).decode()
    assert f"'sha256-{digest}'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


@pytest.mark.parametrize("status", [0, 1], ids=["warned", "refused"])
def test_the_traceback_of_a_notebook_is_where_the_message_says(host: HostBook, status: int) -> None:
    host.config["execute"]["execute_notebooks"] = "force"
    host.write(
        "cells.ipynb", notebook(cell("markdown", "# Cells\n"), cell("code", "1 / 0", output({"text/plain": ["1"]})))
    )
    annotated(host).write_config()
    strict = ["-W", "--keep-going"] if status else []
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ".", *strict]
    result = subprocess.run(command, cwd=host.root, capture_output=True, text=True)
    assert bool(result.returncode) == bool(status)
    said = re.sub(r"\x1b\[[\d;]*m", "", result.stderr)
    (named,) = re.findall(r"cells\.ipynb: WARNING: Notebook exception traceback saved in: (\S+)", said)
    assert "WARNING: /" not in said
    assert "ZeroDivisionError" in Path(named).read_text("utf-8")
