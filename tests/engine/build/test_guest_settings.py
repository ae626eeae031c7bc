"""What a user configured stays: styles, scripts, MathJax, kernels, caches, the e-book, styles of citations."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from unicodedata import normalize

import pytest
from jupyter_cache import get_cache
from lxml import html

from postil.text.ids import source_id
from tests.support.build import build, page, refused, run
from tests.support.edition import CONF, SOURCES, SmallEdition, note
from tests.support.notebooks import add_notebook, write_notebook


def cover(book: SmallEdition, text: str) -> None:
    """Add to the cover, which has the bibliography."""
    path = book.root / "book/index.md"
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


def policy(book: SmallEdition, name: str = "book/index") -> str:
    """The content security policy of a page."""
    (meta,) = page(book, name).xpath('//meta[@http-equiv="Content-Security-Policy"]')
    return str(meta.get("content"))


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_styles_and_scripts_of_the_user_stay_whatever_their_names(book: SmallEdition) -> None:
    names = ["my-basic.css", "pygments-dark.css", "clipboard-notes.js", "thebe.js", "doctools.js"]
    for name in names:
        book.write(f"look/{name}", "/* mine */\n")
    lists = [[name for name in names if name.endswith(ending)] for ending in ("css", "js")]
    book.write("look/my-basic.css", "@import url('https://faces.example.org/a.css');\n")
    script = "let toggleHint = 'mine';"
    book.write(
        "conf.py",
        f"{CONF}html_static_path = ['look']\nhtml_css_files = {lists[0]}\n"
        f"html_js_files = {lists[1]} + [(None, {{'body': {script!r}}}), 'https://stats.example.org/count.js']\n",
    )
    build(book)
    loaded = " ".join(page(book, "book/one").xpath("//link/@href | //script/@src"))
    assert [name for name in names if f"_static/{name}" not in loaded] == []
    assert script in page(book, "book/one").xpath("//script/text()")
    assert sha256(script) in policy(book, "book/one")
    assert "https://stats.example.org" in policy(book, "book/one")
    assert policy(book, "book/one").count(" https://faces.example.org") == 3, "styles, faces of type, pictures"
    assert "unsafe" not in policy(book, "book/one")


def test_a_script_that_an_extension_writes_into_a_page_may_load_from_the_hosts_that_it_names(
    book: SmallEdition,
) -> None:
    """As those of diagrams do, which then style what they draw."""
    script = "import diagrams from 'https://cdn.example.org/diagrams.mjs';"
    setup = f"def setup(app):\n    app.add_js_file(None, body={script!r}, type='module')\n"
    book.write("conf.py", f"{CONF}{setup}")
    build(book)
    parts = dict(part.split(" ", 1) for part in policy(book, "book/one").split("; "))
    assert sha256(script) in parts["script-src"] and "https://cdn.example.org" in parts["script-src"]
    assert "'unsafe-inline'" in parts["style-src"] and "sha256" not in parts["style-src"]


@pytest.mark.parametrize("own", [False, True], ids=["our style", "a style of the user's"])
def test_code_has_the_marks_that_a_style_sheet_may_show(book: SmallEdition, own: bool) -> None:
    book.write("look/my.css", ".n { color: red; }")
    if own:
        book.write("conf.py", f"{CONF}html_static_path = ['look']\nhtml_css_files = ['my.css']\n")
    cover = (book.root / "book/index.md").read_text("utf-8")
    book.write("book/index.md", f"{cover}\n```python\nif rain: rise()\n```\n")
    build(book)
    marks = set(page(book, "book/index").xpath("//pre//span/@class"))
    assert "k" in marks
    assert ("n" in marks) == own


def test_a_changed_style_of_the_users_is_seen_where_no_page_has_changed(book: SmallEdition) -> None:
    book.write("conf.py", f"{CONF}html_static_path = ['look']\nhtml_css_files = ['my.css']\n")
    book.write("look/my.css", "p { color: red; }")
    build(book)
    (before,) = page(book, "book/one").xpath("//link[contains(@href, 'my.css')]/@href")
    book.write("look/my.css", "p { color: blue; }")
    made = build(book)
    (after,) = page(book, "book/one").xpath("//link[contains(@href, 'my.css')]/@href")
    assert "blue" in (made / "_static/my.css").read_text("utf-8") and before != after


def test_hypothesis_is_loaded_where_it_is_asked_for_and_nothing_else_may_be(book: SmallEdition) -> None:
    """By the extension with which Jupyter Book answers `html: comments: hypothesis: true`."""
    extension = f"{CONF}extensions.append('sphinx_comments')\n"
    book.write("conf.py", extension)
    build(book)
    without = policy(book, "book/one")
    assert "hypothes" not in (book.root / "_build/html/book/one.html").read_text("utf-8")
    book.write("conf.py", f"{extension}comments_config = {{'hypothesis': True}}\n")
    build(book)
    assert page(book, "book/one").xpath("//script[@src='https://hypothes.is/embed.js'][@async]")
    parts = dict(part.strip().split(" ", 1) for part in policy(book, "book/one").split(";"))
    before = dict(part.strip().split(" ", 1) for part in without.split(";"))
    assert {name: value.removeprefix(before.get(name, "")).strip() for name, value in parts.items()} == {
        **dict.fromkeys(before, ""),
        "script-src": "https://hypothes.is https://cdn.hypothes.is",
        "style-src": "https://cdn.hypothes.is",
        "frame-src": "https://hypothes.is",
    }


RAW = """
```{image} https://pictures.example.org/a.png
:width: 50%
```

<video src="film.mp4"></video>
<iframe src="https://films.example.org/1"></iframe>
<style>.mine { color: teal }</style>
<script>let mine = 1;</script>
<script type="application/json">{"mine": 1}</script>
<script src="https://cdn.example.org/mine.js"></script>
"""


def test_what_a_page_itself_holds_may_be_shown_there_and_nowhere_else(book: SmallEdition) -> None:
    cover(book, RAW)
    build(book)
    parts = dict(part.strip().split(" ", 1) for part in policy(book).split(";"))
    before = dict(part.strip().split(" ", 1) for part in policy(book, "book/one").split(";"))
    added = {
        "script-src": f"https://cdn.example.org {sha256('let mine = 1;')}",
        "style-src": sha256(".mine { color: teal }"),
        "style-src-attr": "'unsafe-inline'",
        "img-src": "https://pictures.example.org",
        "media-src": "'self' file:",
        "frame-src": "'self' file: https://films.example.org",
    }
    assert {name: value.removeprefix(before.get(name, "")).strip() for name, value in parts.items()} == {
        **dict.fromkeys(before, ""),
        **added,
    }


def test_an_index_of_sphinx_has_the_widths_of_its_columns(book: SmallEdition) -> None:
    cover(book, "```{index} bridge\n```\n")
    build(book)
    assert policy(book, "genindex").endswith("style-src-attr 'unsafe-inline'")
    assert "unsafe" not in policy(book, "search")


def test_an_index_divided_by_letters_has_them_too(book: SmallEdition) -> None:
    cover(book, "```{index} bridge\n```\n")
    book.write("conf.py", f"{CONF}html_split_index = True\n")
    build(book)
    assert policy(book, "genindex-B").endswith("style-src-attr 'unsafe-inline'")


@pytest.mark.parametrize(
    ("setting", "shown", "year"),
    [
        ("copyright = 'Me & Co, 1999'", "© Me & Co, 1999", "1999"),
        ("copyright = ['1998, Me', '1999, You']", "© 1998, Me © 1999, You", "1998"),
        ("copyright = 'Me'\nhtml_show_copyright = False\nhtml_last_updated_fmt = 'in %Y'", "Last updated on in 20", ""),
    ],
)
def test_copyright_and_day_are_shown_as_the_user_has_them(
    book: SmallEdition, setting: str, shown: str, year: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)  # with which Sphinx writes another year
    book.write("conf.py", f"{CONF}{setting}\n")
    build(book)
    document = page(book, "book/one")
    assert " ".join(document.cssselect(".postil-colophon")[0].text_content().split()).startswith(shown)
    assert document.get("data-year") == year


def test_a_book_on_a_single_page_leads_to_no_page_that_is_not_there(book: SmallEdition) -> None:
    folder = build(book, "singlehtml") / "book"
    found = html.parse(folder / "index.html").xpath("//@href | //@data-presenter")
    leading = [address for address in found if ".html" in address and "//" not in address]
    assert [address for address in leading if not (folder / address.partition("#")[0]).exists()] == []


def test_stock_files_still_go(book: SmallEdition) -> None:
    build(book)
    loaded = " ".join(page(book, "book/one").xpath("//link/@href | //script/@src"))
    assert "basic.css" not in loaded
    assert "doctools.js" not in loaded
    assert "https:" not in policy(book, "book/one")


def test_stock_scripts_stay_for_what_the_user_has_them_work_on(book: SmallEdition) -> None:
    """On a page that has nothing of what they work on by default."""
    extensions = f"{CONF}extensions += ['sphinx_copybutton', 'sphinx_togglebutton']\n"
    for setting, there in (("", False), ("copybutton_selector = togglebutton_selector = '.mine'\n", True)):
        book.write("conf.py", extensions + setting)
        build(book)
        scripts = " ".join(page(book, "book/one").xpath("//script/@src | //script/text()"))
        for name in ("clipboard.min.js", "copybutton.js", "togglebutton.js", "toggleHintShow"):
            assert (name in scripts) == there, name


MATHEMATICS = "Of {math}`a^2` we say\n\n```{math}\n:label: energy\ne = mc^2\n```\n\nas {eq}`energy` has it.\n"


def test_mathematics_is_mathml_and_loads_nothing(book: SmallEdition) -> None:
    cover(book, MATHEMATICS)
    build(book)
    source = (book.root / "_build/html/book/index.html").read_text("utf-8")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mrow><msup><mi>a</mi>' in source
    assert 'display="block"' in source
    assert page(book, "book/index").xpath('//*[@id="equation-energy"]//*[@class="eqno"]')
    assert "mathjax" not in source.lower()


def test_the_e_book_says_where_it_holds_mathml(book: SmallEdition) -> None:
    cover(book, MATHEMATICS)
    folder = build(book, "epub")
    assert "<math" in (folder / "book/index.xhtml").read_text("utf-8")
    declared = re.findall(r'href="([^"]+)"[^>]*properties="mathml"', (folder / "content.opf").read_text("utf-8"))
    assert declared == ["book/index.xhtml"]


@pytest.mark.parametrize("formula", [r"\nosuchcommand{x}", r"\frac{a}{", r"a & b"])
def test_a_formula_that_cannot_be_shown_is_named(book: SmallEdition, formula: str) -> None:
    cover(book, f"Of {{math}}`{formula}`.")
    assert "cannot be shown" in refused(book)


def test_mathjax_that_the_user_configured_stays(book: SmallEdition) -> None:
    book.write("look/mathjax.js", "/* a copy */\n")
    cover(book, MATHEMATICS)
    conf = f"{CONF}html_static_path = ['look']\nmathjax3_config = {{'tex': {{'macros': {{'R': 'x'}}}}}}\n"
    book.write("conf.py", f"{conf}mathjax_path = 'mathjax.js'\n")
    build(book)
    source = (book.root / "_build/html/book/index.html").read_text("utf-8")
    (inline,) = re.findall(r"<script>(window\.MathJax = .*?)</script>", source)
    assert '"macros"' in inline
    assert "_static/mathjax.js" in source
    assert sha256(inline) in policy(book)
    assert "style-src 'self' file: 'unsafe-inline'" in policy(book)
    assert "unsafe" not in policy(book, "book/one")
    book.write("conf.py", conf)
    assert "name a copy in the book as mathjax_path" in refused(book)


@pytest.mark.parametrize(
    ("setting", "page", "wrong"),
    [
        ("mathjax3_config = {'tex': {}}", "Of {math}`a^2`.", True),
        ("html_math_renderer = 'mathjax'", "```{math}\na\n```", True),
        ("mathjax3_config = {'tex': {}}", "Of `{math}` and $5.", False),
        ("mathjax3_config = {'tex': {}}\nhtml_math_renderer = 'postil'", "Of {math}`a^2`.", False),
        ("mathjax_path = ''", "Of words.", True),
    ],
)
def test_mathjax_that_cannot_be_loaded_is_refused_by_the_check(
    book: SmallEdition, setting: str, page: str, wrong: bool
) -> None:
    cover(book, page)
    book.write("conf.py", f"{CONF}{setting}\n")
    found = [(problem.code, problem.line) for problem in book.problems()]
    assert found == ([("config-value", CONF.count("\n") + 1)] if wrong else [])
    if not wrong:
        build(book)


def test_a_notebook_that_is_not_run_may_name_any_kernel(book: SmallEdition) -> None:
    add_notebook(book)
    write_notebook(book.root / "book/figures.ipynb", "cat(1)", kernel="ir")
    conf = (book.root / "conf.py").read_text("utf-8")
    assert "the kernel 'ir' is not installed" in refused(book)
    book.write("conf.py", f"{conf}nb_execution_excludepatterns = ['book/fig*.ipynb']\n")
    build(book)


def test_an_alias_of_a_kernel_is_followed(book: SmallEdition) -> None:
    add_notebook(book)
    write_notebook(book.root / "book/figures.ipynb", "print(6 * 7)", kernel="my-env")
    conf = (book.root / "conf.py").read_text("utf-8")
    book.write("conf.py", f"{conf}nb_kernel_rgx_aliases = {{'my-.*': 'python3'}}\n")
    build(book)
    assert "42" in page(book, "book/figures").text_content()


def test_a_shared_cache_loses_nothing_but_what_is_stale(book: SmallEdition, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    add_notebook(book)
    conf = (book.root / "conf.py").read_text("utf-8")
    book.write("conf.py", f"{conf}nb_execution_cache_path = {str(shared)!r}\n")
    book.write("data/floods.csv", "year\n1901\n")
    write_notebook(book.root / "book/figures.ipynb", "print(open('../data/floods.csv').read())", "Figures")
    build(book)
    (shared / "thesis.txt").write_text("years of work")
    foreign = tmp_path / "foreign.ipynb"
    write_notebook(foreign, "print('foreign')")
    get_cache(shared).cache_notebook_file(foreign, check_validity=False)
    book.write("data/floods.csv", "year\n1902\n")
    build(book)
    assert "1902" in page(book, "book/figures").text_content()
    assert (shared / "thesis.txt").read_text() == "years of work"
    assert str(foreign) in [record.uri for record in get_cache(shared).list_cache_records()]
    assert not (shared / "inputs.sha256").exists()


def test_settings_of_the_e_book_are_the_users(book: SmallEdition) -> None:
    book.write("conf.py", f"{CONF}epub_basename = 'My 1st'\nepub_identifier = 'urn:isbn:1'\nepub_author = 'Me'\n")
    cover(book, ":::{downloads}\n:::")
    folder = build(book, "epub")
    assert "urn:isbn:1" in (folder / "content.opf").read_text("utf-8")
    (folder / "edition.epub").write_text("made before the setting")
    build(book)
    (link,) = page(book, "book/index").cssselect(".postil-downloads a")
    assert (link.text_content(), link.get("href")) == ("EPUB", "../downloads/My%201st.epub")
    offered = book.root / "_build/html/downloads"
    assert [path.name for path in offered.iterdir()] == ["My 1st.epub"]
    assert (offered / "My 1st.epub").read_bytes() == (folder / "My 1st.epub").read_bytes()


def test_styles_of_citations_are_the_users(book: SmallEdition) -> None:
    styles = "bibtex_default_style = 'plain'\nbibtex_reference_style = 'author_year'\nbibtex_cite_id = 'my-{key}'\n"
    book.write("conf.py", CONF + styles)
    cover(book, "As {cite:p}`gazette-1901` says.")
    build(book)
    source = (book.root / "_build/html/book/index.html").read_text("utf-8")
    assert 'id="my-gazette-1901"' in source
    assert "[The Gazette, 1901]" in page(book, "book/index").text_content()
    assert page(book, "book/one").xpath('//a[contains(@href, "#my-gazette-1901")]')


KEYS = ["a-b", "a_b", "a:b", "DBLP:conf/x/doe15", "müller2020"]


def test_sources_with_keys_alike_have_entries_of_their_own(book: SmallEdition) -> None:
    entries = (
        SOURCES.replace("gazette-1901", key).replace("The bridge", f"The {n}. bridge") for n, key in enumerate(KEYS)
    )
    book.write("book/references.bib", SOURCES + "".join(entries))
    named = normalize("NFD", ", ".join(map(repr, KEYS)))
    book.note("cites", note("the river rose again", sources=f"[{named}]"))
    result = run(book)
    assert result.status == 0, result.said
    cited = page(book, "book/two").xpath('//*[@data-note="cites"]//a/@href')
    listed = page(book, "book/index").xpath('//*[@class="postil-citation"]/@id')
    assert [source_id(key) for key in KEYS] == [href.partition("#")[2] for href in cited if "#source-" in href]
    assert sorted(listed) == sorted(map(source_id, [*KEYS, "gazette-1901"]))
