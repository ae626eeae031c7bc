"""Where the files of an edition are, and how each is read: none through a link, and every fault under its own code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from postil.check import check
from postil.commands.main import main
from postil.paths import Paths
from postil.problems import Problem
from postil.reading.book_config import find_paths
from tests.support.edition import CONF, CONFIG, SmallEdition, note

NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def test_an_article_that_is_missing_is_not_blamed_on_the_settings(small: SmallEdition) -> None:
    for name in ("article.txt", "one.md", "two.md"):
        (small.root / "book" / name).unlink()
    problem = next(problem for problem in small.problems() if problem.code == "article-missing")
    assert (problem.code, problem.path) == ("article-missing", small.root / "book/article.txt")


@pytest.mark.parametrize(
    "name",
    [
        "_toc.yml",
        "book/edition.yml",
        "book/article.txt",
        "book/one.md",
        "book/references.bib",
        "book/notes/wooden-bridge.md",
        "book/apparatus/people.yml",
        "book/seminar/first.yml",
        "book/seminar/key.yml",
        "book/values.yml",
        "data/floods.csv",
        "notebooks/floods.ipynb",
    ],
)
def test_no_file_is_read_through_a_link(small: SmallEdition, tmp_path: Path, name: str) -> None:
    path = small.root / name
    secret = tmp_path / f"secret{path.suffix}"
    secret.write_text(path.read_text("utf-8") if path.is_file() else NOTEBOOK, "utf-8")
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(secret)
    (problem,) = (problem for problem in small.problems() if problem.code != "source-uncited")
    assert (problem.path, problem.code) == (path, "file-unreadable")
    assert "is a link" in problem.message


def test_a_page_of_the_book_that_is_not_the_editions_may_be_a_link(small: SmallEdition, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Read me\n")
    (small.root / "readme.md").symlink_to(tmp_path / "README.md")
    small.write("_toc.yml", (small.root / "_toc.yml").read_text("utf-8") + "- file: readme\n")
    assert small.problems() == []


def moved(small: SmallEdition, folder: str) -> SmallEdition:
    """The small edition in another folder of its book."""
    target = small.root / folder
    target.parent.mkdir(parents=True, exist_ok=True)
    (small.root / "book").rename(target)
    toc = small.root / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").replace("book/", f"{folder}/"))
    return small


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_config.yml", "title: x\nsphinx:\n  config:\n    postil_root: texts/rivers\n"),
        ("conf.py", 'import os\nproject = "x"\npostil_root = "texts/rivers"\n'),
    ],
)
def test_an_edition_may_live_in_any_folder(small: SmallEdition, name: str, text: str) -> None:
    moved(small, "texts/rivers").write(name, text)
    edition, problems = check(small.root)
    assert problems == []
    assert edition is not None
    assert [note.id for note in edition.notes] == ["wooden-bridge"]
    assert edition.paths.data == small.root / "texts/rivers/data"


def test_tables_of_the_book_around_a_guest_are_not_its_own(small: SmallEdition) -> None:
    moved(small, "rivers").write("_config.yml", "sphinx: {config: {postil_root: rivers}}\n")
    small.write("data/host.csv", "source_ids\nunknown\n")
    (small.root / "data/latin.csv").write_bytes("caf\xe9".encode("latin-1"))
    assert small.problems() == []
    small.write("rivers/data/ours.csv", "source_ids\nunknown\n")
    assert small.codes() == ["table-source"]


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "", "[a, b]", "3"])
def test_a_folder_outside_the_book_is_refused(small: SmallEdition, folder: str) -> None:
    small.write("_config.yml", f"sphinx:\n  config:\n    postil_root: {folder}\n")
    (problem,) = small.problems()
    assert (problem.code, problem.path.name) == ("edition-folder", "_config.yml")


@pytest.mark.parametrize(
    "text", ["title: x", "sphinx: {}", "sphinx: {config: }", "html: \nsphinx: {config: {release: b}}"]
)
def test_a_configuration_that_says_nothing_of_it_leaves_the_folder_as_it_is(small: SmallEdition, text: str) -> None:
    small.write("_config.yml", text)
    assert find_paths(small.root) == Paths(small.root)


@pytest.mark.parametrize(
    "sphinx",
    [
        "{extra_extensions: postil, config: {html_theme: postil}}",
        "{extra_extensions: [postil, sphinx.ext.todo], config: {html_theme: sphinx_book_theme}}",
        "{config: {html_theme: sphinx_book_theme}}",
        "{extra_extensions: [sphinx_book_theme], config: {html_theme: theirs}}",
        "{local_extensions: {mine: ext}, config: {html_theme: postil}}",
        "{extra_extensions: postil, config: {html_theme: postil, html_theme_options: {announcement: A, nosidebar: 1}}}",
        "{local_extensions: {more: ext}}",
        "{config: {html_theme: own, html_theme_path: [themes]}}",
        "{config: {intersphinx_mapping: {python: [https://docs.python.org/3, null]}, nb_render_image_options: {}}}",
        "{config: {nb_merge_streams: true, latex_elements.preamble: x, epub_basename: b, mathjax_config: {}}}",
        "{extra_extensions: [sphinx.ext.todo], config: {todo_include_todos: true, numfig: false}}",
        "{extra_extensions: [sphinx.ext.napoleon], config: {napoleon_google_docstring: false}}",
        "{local_extensions: {mine: ext}, config: {mine_colour: red, bibtex_default_style: mine}}",
        "{config: {bibtex_default_style: plain, bibtex_reference_style: postil, pygments_style: sphinx}}",
        "{config: {pygments_style: pygments.styles.tango.TangoStyle, language: de, html_css_files: a.css}}",
        "{extra_extensions: postil, config: {html_theme: postil, html_additional_pages: {home: page.html}}}",
    ],
)
def test_extensions_themes_and_settings_that_are_there_pass(small: SmallEdition, sphinx: str) -> None:
    small.write(
        "ext/mine.py",
        "def setup(app): app.add_config_value('mine_colour', '', 'env')\nraise AssertionError('nobody may run it')\n",
    )
    small.write("ext/more.py", "from elsewhere import run as setup\n")
    small.write("themes/own/theme.toml", "")
    small.write("_config.yml", f"sphinx: {sphinx}\n")
    assert find_paths(small.root) == Paths(small.root)


def test_a_local_extension_that_is_no_python_is_named(small: SmallEdition) -> None:
    small.write("ext/mine.py", "def setup(app)\n")
    small.write("_config.yml", "sphinx:\n  local_extensions:\n    mine: ext\n")
    (problem,) = small.problems()
    assert problem.line == 3 and "the extension 'mine' cannot be read: expected ':' (" in problem.message


def test_the_configuration_may_be_in_a_folder_above(small: SmallEdition) -> None:
    book = small.root / "inner"
    book.mkdir()
    (small.root / "_config.yml").write_text("sphinx: {config: {postil_root: margin}}\n", "utf-8")
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n", "utf-8")
    found = find_paths(book)
    assert isinstance(found, Paths) and found.book == book / "margin"


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "words"),
    [
        ("_config.yml", b"title: x\nsphinx:\n\tconfig: {}\n", "config-unreadable", 3, "indent by spaces"),
        ("_config.yml", b"title: On rivers: a book\n", "config-unreadable", 1, "colon or a quote mark in quotes"),
        ("_config.yml", b"title: x\nauthor: 'me\nhtml: {}\n", "config-unreadable", 2, "unexpected end"),
        ("_config.yml", b"title: x\nauthor: a\x01b\n", "config-unreadable", 2, "U+0001"),
        ("_config.yml", b"title: x\ndate: 2020-13-01\n", "config-unreadable", 2, "'2020-13-01' is no day"),
        ("_config.yml", b"title: x\ncopyright:\n- 2020-02-31\n", "config-unreadable", 3, "is no day"),
        ("_config.yml", b"title: x\nnumfig: !!bool maybe\n", "config-unreadable", 2, "'maybe' is no truth value"),
        (
            "_config.yml",
            b"sphinx: {}\ntitle: x\nsphinx: {}\n",
            "config-unreadable",
            3,
            "stands here for the second time",
        ),
        ("_config.yml", b"author: x\ntitle: 1984\n", "config-value", 2, "title must be a text"),
        ("_config.yml", b"title: x\ncopyright: 2020-02-01\n", "config-value", 2, "such as '2020-02-01'"),
        ("_config.yml", b"title: x\nauthor: [Ann, Bo]\n", "config-value", 2, "author must be a text"),
        ("_config.yml", b"sphinx:\n  config:\n    language: no\n", "config-value", 3, "sphinx/config/language must be"),
        ("_config.yml", b"title: x\nexecute: {execute_notebooks: on}\n", "config-value", 2, "must be one of auto"),
        ("_config.yml", b"title: x\nlogo: seal.png\n", "config-value", 2, "there is no file 'seal.png'"),
        ("_config.yml", b"title: x\nbibtex_bibfiles: [book/x.bib]", "config-value", 2, "no file 'book/x.bib'"),
        ("_config.yml", b"title: x\nauthor: caf\xe9\n", "not-utf8", 2, "it reads “author: café”"),
        ("_config.yml", b"", "config-value", 1, "but is empty"),
        ("_config.yml", b"- a list", "config-value", 1, "but is a list"),
        ("_config.yml", b"title: x\nsphinx: text", "config-value", 2, "sphinx must hold names and values"),
        ("_config.yml", b"title: x\nsphinx:\n", "config-value", 2, "but is empty"),
        ("_config.yml", b"sphinx:\n  config: [1]", "config-value", 2, "sphinx/config must hold"),
        ("_config.yml", b"title: x\nrepository:\n", "config-value", 2, "repository must hold"),
        ("_config.yml", b"exclude_patterns: {a: b}", "config-value", 1, "must be a list of texts"),
        ("_config.yml", b"parse:\n  myst_enable_extensions: 3", "config-value", 2, "must be a list of texts"),
        ("_config.yml", b"html:\n  use_issues_button: true", "config-value", 2, "needs repository/url"),
        ("_config.yml", b"repository:\n  url: git@github.com:you/x.git", "config-value", 2, "must be an address such"),
        ("_config.yml", b"title: x\nexecute: {timeout: long}", "config-value", 2, "must be a number of seconds"),
        ("_config.yml", b"execute:\n  exclude_patterns: x*", "config-value", 2, "must be a list of texts"),
        ("_config.yml", b"execute:\n  run_in_temp: 'no'", "config-value", 2, "must be one of True"),
        ("_config.yml", b"title: x\nlaunch_buttons: [binder]", "config-value", 2, "must hold names and values"),
        ("_config.yml", b"html:\n  comments: true", "config-value", 2, "must hold names and values"),
        ("_config.yml", b"parse:\n  myst_substitutions: [a]", "config-value", 2, "must hold names and values"),
        ("_config.yml", b"parse:\n  myst_extended_syntax: true", "config-value", 2, "no longer known"),
        ("_config.yml", b"title: x\nbibtex_bibfiles: [3]", "config-value", 2, "3 is no name of a file"),
        ("_config.yml", b"sphinx:\n  config: {release: 1.0}", "config-value", 2, "release must be a text"),
        ("_config.yml", b"sphinx:\n  config: {nb_execution_mode: on}", "config-value", 2, "must be one of auto"),
        ("_config.yml", b"sphinx:\n  config: {myst_heading_anchors: 9}", "config-value", 2, "must be one of 0, 1"),
        ("_config.yml", b"sphinx:\n  config: {html_logo: x.png}", "config-value", 2, "there is no file 'x.png'"),
        ("_config.yml", b"exclude_patterns: [a, '[z-a]']", "config-value", 1, "'[z-a]' is no pattern"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: postal}", "config-value", 2, "there is no theme 'postal'"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: postil}", "config-value", 2, "there is no theme 'postil'"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: 3}", "config-value", 2, "html_theme must be a text"),
        (
            "_config.yml",
            b"sphinx:\n  extra_extensions:\n  - postil\n  - sphinx_none\n",
            "config-value",
            4,
            "there is no extension 'sphinx_none'",
        ),
        ("_config.yml", b"sphinx: {extra_extensions: sphinx.ext.none}", "config-value", 1, "'sphinx.ext.none'"),
        ("_config.yml", b"sphinx: {extra_extensions: [postil, 3]}", "config-value", 1, "no extension '3'"),
        ("_config.yml", b"sphinx:\n  local_extensions:\n    mine: ext\n", "config-value", 3, "no extension 'mine'"),
        ("_config.yml", b"sphinx: {extra_extensions: [postil,\n json.tool]}", "config-value", 2, "is no extension"),
        (
            "_config.yml",
            b"sphinx:\n extra_extensions: postil\n config:\n"
            b"  html_theme: postil\n  html_theme_options: {anouncement: 1}",
            "config-value",
            5,
            "did you mean 'announcement'?",
        ),
        ("_config.yml", b"sphinx:\n  config:\n    html_theme_options:", "config-value", 3, "must hold names"),
        ("_config.yml", b"parse:\n  myst_enable_extensions: [amsmath]", "config-value", 2, "must name colon_fence"),
        ("_config.yml", b"parse:\n  myst_enable_extensions: [foot]", "config-value", 2, "MyST has no extension 'foot'"),
        ("_config.yml", b"sphinx:\n  config:\n    html_static_path: [x]", "config-value", 3, "no file or folder 'x'"),
        ("_config.yml", b"sphinx:\n  config:\n    html_titel: x", "config-value", 3, "did you mean 'html_title'?"),
        (
            "_config.yml",
            b"sphinx:\n  config: {todo_include_todos: true}",
            "config-value",
            2,
            "nothing in this book knows",
        ),
        ("_config.yml", b"sphinx:\n  config: {nb_content: x}", "config-value", 2, "nothing in this book knows"),
        ("_config.yml", b"sphinx:\n  config: {myst_title: x}", "config-value", 2, "nothing in this book knows"),
        ("_config.yml", b"sphinx: {config: {\n extensions: [sphinx.ext.todo]}}", "config-value", 2, "sphinx/extra_"),
        ("_config.yml", b"sphinx:\n  config: {image_converter: x}", "config-value", 2, "nothing in this book knows"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: alabaster}", "config-value", 2, "which a build warns of"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: pydata_sphinx_theme}", "config-value", 2, "a build warns"),
        (
            "_config.yml",
            b"sphinx:\n  config: {recursive_update: true}",
            "config-value",
            2,
            "nothing in this book knows",
        ),
        (
            "_config.yml",
            b"sphinx:\n config:\n  intersphinx_mapping: {\n   x: [https://example.org, [a, b]]}",
            "config-value",
            4,
            "such as [https://docs.python.org/3, null]",
        ),
        ("_config.yml", b"sphinx:\n  config: {nb_merge_steams: true}", "config-value", 2, "'nb_merge_streams'?"),
        ("_config.yml", b"sphinx:\n  config: {bibtex_default_style: alfa}", "config-value", 2, "did you mean 'alpha'?"),
        ("_config.yml", b"sphinx:\n  config: {bibtex_reference_style: none}", "config-value", 2, "no style 'none'"),
        ("_config.yml", b"sphinx:\n  config: {pygments_style: dark.Dark}", "config-value", 2, "no style 'dark.Dark'"),
        (
            "_config.yml",
            b"sphinx:\n extra_extensions: postil\n config:\n  html_theme: postil\n"
            b"  html_additional_pages:\n   about: about.html",
            "config-value",
            6,
            "there is no template 'about.html' of the page 'about'",
        ),
        ("_config.yml", b"sphinx:\n  config: {html_permalinks_icon: 3}", "config-value", 2, "must be a text, but is"),
        (
            "_config.yml",
            b"sphinx:\n  config: {numfig_format: [a]}",
            "config-value",
            2,
            "must be a mapping, but is a list",
        ),
        ("_config.yml", b"sphinx:\n  config: {myst_url_schemes: 3}", "config-value", 2, "MyST cannot take"),
        ("_config.yml", b"sphinx:\n  config: {nb_merge_streams: 3}", "config-value", 2, "MyST cannot take"),
        (
            "_config.yml",
            b"sphinx:\n config:\n  intersphinx_mapping:\n   python: https://docs.python.org",
            "config-value",
            4,
            "such as [https://docs.python.org/3, null]",
        ),
        ("_config.yml", None, "config-unreadable", 1, "extra_extensions: [postil]"),
        ("_toc.yml", None, "toc-unreadable", 1, "jupyter-book toc from-project"),
        ("conf.py", b"project = 'x'\nhtml_theme = \n", "config-unreadable", 2, "is no Python"),
        ("_toc.yml", b"format: jb-book\nroot:\tbook/index\n", "toc-unreadable", 2, "indent by spaces"),
        ("_toc.yml", b"format: jb-book\nroot: b\x01\n", "toc-unreadable", 2, "U+0001"),
        ("_toc.yml", b"format: jb-book\nroot: caf\xe9\n", "not-utf8", 2, "it reads “root: café”"),
        ("_toc.yml", b"format: jb-book\nroot: book/index\nchapters: text\n", "toc-unreadable", 3, "- file: book/one"),
        ("_toc.yml", b"a text", "toc-unreadable", 1, "format: jb-book"),
    ],
)
@pytest.mark.parametrize("command", ["check", "epub"])
def test_what_jupyter_book_could_not_read_is_named_by_its_line_before_it_begins(
    small: SmallEdition, name: str, text: bytes | None, code: str, line: int, words: str, command: str
) -> None:
    path = small.root / name
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_bytes(text)
    result = CliRunner().invoke(main, [command, str(small.root)])
    assert result.exit_code == 1
    assert f"{name}:{line}:" in result.output, result.output
    assert words in result.output
    assert f"[{code}]" in result.output


def test_a_text_to_which_jupyter_book_would_add_is_named(small: SmallEdition) -> None:
    small.write(
        "_config.yml", f"{CONFIG}".replace("html_theme: postil}", "html_theme: postil,\n html_css_files: a.css}")
    )
    assert small.codes() == []
    small.write("_static/a.css", "")
    (problem,) = small.problems()
    assert (problem.line, "must be a list, such as [a.css]" in problem.message) == (6, True)


@pytest.mark.parametrize("name", ["nitpick_ignore", "suppress_warnings", "html_domain_indices", "epub_exclude_files"])
def test_lists_of_which_a_build_asks_nothing_are_not_judged(small: SmallEdition, name: str) -> None:
    small.write("conf.py", f"{CONF}{name} = ['one', 5]\n")
    assert small.problems() == []


WRONG_SETTINGS = [
    ("primary_domain", "pyy", "must name a domain, not 'pyy'"),
    ("primary_domain", 3, "must be a text"),
    ("html_math_renderer", "mathjaxx", "must name a way to draw formulas"),
    ("html_math_renderer", ["mathjax"], "must name a way to draw formulas"),
    ("html_math_renderer", "imgmath", "of sphinx.ext.imgmath"),
    ("template_bridge", "no.such.Bridge", "there is no 'no.such.Bridge' here"),
    ("template_bridge", "json.NoBridge", "json has no NoBridge"),
    ("myst_heading_slug_func", "slugify", "must name something in a module"),
    ("myst_heading_slug_func", "json.no_slug", "json has no no_slug"),
    ("needs_sphinx", "99.1", "asks for Sphinx 99.1"),
    ("needs_sphinx", "new", "must be a version in quotes"),
    ("needs_extensions", {"sphinx.ext.todo": "1"}, "no extension of this book"),
    ("needs_extensions", {"sphinx_design": None}, "a mapping of names to versions in quotes"),
    ("needs_extensions", {"sphinx_design": "99"}, "asks for sphinx_design 99"),
    ("sd_custom_directives", {"aside": {"inherit": "dropdwn"}}, "did you mean 'dropdown'?"),
    (
        "sd_custom_directives",
        {"aside": {"inherit": "button-ref", "options": {"colour": "red"}}},
        "gives 'button-ref' the option 'colour', which it does not have; did you mean 'color'?",
    ),
    ("sd_custom_directives", {"aside": {"argument": "x"}}, "a mapping such as {aside: {inherit: dropdown}}"),
    ("html_context", {"css_files": 3}, "in which css_files and script_files are lists"),
    ("source_suffix", {".md": "markdwn"}, "must be a mapping such as"),
    ("source_suffix", [3], "must be a mapping such as"),
    ("source_suffix", None, "must be a mapping such as"),
    ("html_domain_indices", 3, "must be a truth value"),
    ("html_last_updated_fmt", 3, "must be a text"),
    ("mathjax_path", 3, "must be a text"),
    ("mathjax3_config", "scale", "must be a mapping"),
    ("mathjax_options", {"async": 3}, "must be a mapping of names to texts"),
    ("smartquotes_excludes", ["ja"], "must be a mapping"),
    ("smartquotes_excludes", {"languages": "ja"}, "must be a mapping such as languages: [ja]"),
    ("html_css_files", [3], "must be a list of files"),
    ("html_additional_pages", None, "must be a mapping, but is empty"),
    ("html_theme", None, "must be a text, but is empty"),
    ("html_codeblock_linenos_style", "tables", "must be one of table, inline"),
    ("pygments_style", ["tango"], "must be a text, but is a list"),
    ("html_output_encoding", "utf-88", "must name an encoding"),
    ("default_role", "reff", "did you mean 'ref'?"),
    ("nb_output_stderr", "hide", "must be in ['show'"),
    ("nb_custom_formats", "x", "MyST cannot take"),
    ("sd_fontawesome_source", "cdnn", "must be one of none, cdn"),
    ("sd_tabs_storage_prefix", 3, "must be a text"),
    ("epub_author", 3, "must be a text"),
    ("numfig_secnum_depth", "two", "must be a number"),
    ("language", "", "must be a tag such as en"),
    ("intersphinx_mapping", {"x": ["other", None]}, "there is no inventory 'other/objects.inv'"),
    ("intersphinx_mapping", {"x": ["https://example.org", "other.inv"]}, "there is no inventory 'other.inv'"),
    ("bibtex_cite_id", "cite-{name}", "may have {key} or {bibliography_count} between braces"),
    ("bibtex_bibliography_id", "{", "may have {bibliography_count} between braces"),
    ("myst_html_meta", {"description lang": "x"}, "each word but the first must be such as lang=en"),
    ("myst_words_per_minute", 0, "must be 1 or more, not 0"),
    ("myst_disable_syntax", ["fence"], "keeps directives"),
    ("myst_commonmark_only", True, "keeps directives"),
    ("latex_elements", {"papersizes": "a4paper"}, "did you mean 'papersize'?"),
]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: x\nproject: 3\n", 2, "project must be a text"),
        ("title: x\nonly_build_toc_files: [a]\n", 2, "only_build_toc_files must be a truth value"),
        ("html:\n  announcement: 3\n", 2, "html/announcement must be a text"),
        ("html:\n  extra_footer: [a]\n", 2, "html/extra_footer must be a text"),
        ("html:\n  baseurl:\n", 2, "html/baseurl must be a text, but is empty"),
        ("html:\n  comments: {utterances: true}\n", 2, "as utterances: {repo: you/edition}"),
        ("execute:\n  cache: 3\n", 2, "MyST cannot take execute/cache"),
        ("execute:\n  stderr_output: hide\n", 2, "must be in ['show'"),
        ("execute:\n  allow_errors: 3\n", 2, "MyST cannot take execute/allow_errors"),
        ("parse:\n  myst_url_schemes: x\n", 2, "MyST cannot take parse/myst_url_schemes"),
        ("parse:\n  myst_substitutions:\n", 2, "must hold names and values"),
        ("latex:\n  use_jupyterbook_latex: {a: b}\n", 2, "must be a truth value"),
    ],
)
def test_what_jupyter_book_hands_on_to_sphinx_is_judged(small: SmallEdition, text: str, line: int, words: str) -> None:
    small.write("_config.yml", text)
    (problem,) = small.problems()
    assert (problem.code, problem.line) == ("config-value", line)
    assert words in problem.message, problem


@pytest.mark.parametrize(("name", "value", "words"), WRONG_SETTINGS)
@pytest.mark.parametrize("file", ["_config.yml", "conf.py"])
def test_a_setting_of_sphinx_that_ends_a_build_is_named(
    small: SmallEdition, name: str, value: object, words: str, file: str
) -> None:
    text = f"sphinx: {{extra_extensions: [postil], config: {{\n  {name}: {json.dumps(value)}}}}}\n"
    if file == "conf.py":
        text = f"extensions = ['myst_nb', 'postil']\n{name} = {value!r}\n"
    small.write(file, text)
    (problem,) = small.problems()
    assert (problem.code, problem.line) == ("config-value", 2)
    assert words in problem.message, problem


@pytest.mark.parametrize(
    "text",
    [
        "extensions = ['postil']\nif True:\n    primary_domain = 'later'\n",
        "extensions = ['postil', *others]\nhtml_math_renderer = 'theirs'\n",
        "extensions = ['postil']\nextensions += ['theirs']\nhtml_math_renderer = 'theirs'\n",
        "import sys\nsys.path.append('ext')\nextensions = ['postil', 'theirs']\n",
        "extensions = ['postil']\nhtml_static_path = ['_static']\nmy_own = 3\nnumfig = 1\n",
        "extensions = ['postil']\nsource_suffix = ['.rst', '.md']\nhtml_css_files = ['a', ('b', {})]\n",
        "extensions = ['postil']\nhtml_css_files = ('a.css',)\nhtml_js_files = [(None, {'body': '1'})]\n",
        "extensions = ['postil']\nsuppress_warnings = {'r'}\nsource_suffix = ('.md',)\nhtml_sidebars = {'**': None}\n",
        "extensions = ['postil']\ntemplate_bridge = 'sphinx.jinja2glue.BuiltinTemplateLoader'\n",
    ],
)
def test_what_a_conf_py_computes_is_not_judged(small: SmallEdition, text: str) -> None:
    small.write("conf.py", text)
    assert find_paths(small.root) == Paths(small.root)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("extensions = ['postil']\n", [1]),
        ("extensions = ['postil']\nmyst_enable_extensions = ['deflist']\n", [2]),
        ("extensions = ['postil']\nmyst_enable_extensions = ['deflist', 'colon_fence']\n", []),
        ("extensions = ['postil']\nmyst_enable_extensions = [*others]\n", []),
    ],
)
def test_a_conf_py_in_which_blocks_are_not_read_is_named(small: SmallEdition, text: str, lines: list[int]) -> None:
    small.write("conf.py", text)
    assert [(problem.code, problem.line) for problem in small.problems()] == [("config-value", n) for n in lines]


def test_a_page_that_no_pattern_includes_is_named(small: SmallEdition) -> None:
    small.write("_config.yml", "sphinx: {config: {include_patterns: ['book/o*']}}\n")
    assert [(problem.code, problem.line) for problem in small.problems()] == [("toc-page", 2), ("toc-page", 5)]


def test_an_edition_is_present_by_its_settings_or_a_note(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    assert not paths.present
    (tmp_path / "book/notes/deep").mkdir(parents=True)
    assert not paths.present
    note_file = tmp_path / "book/notes/deep/a.md"
    for page in ("", "# A page\n\nquote: none\n", "---\nauthor: me\n---\nA page.\n"):
        note_file.write_text(page)
        assert not paths.present
    note_file.write_text(note())
    assert paths.present
    small = SmallEdition(tmp_path / "edition")
    (small.root / "book/notes/wooden-bridge.md").unlink()
    assert Paths(small.root).present
    assert not isinstance(find_paths(small.root), Problem)
