"""The engine as a wheel, in environments of its own, under the oldest and the newest Sphinx without Jupyter Book."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html

from tests.support.build import digests
from tests.support.edition import CONF, SmallEdition, note

OTHERS = 'exclude_patterns = ["_build", "pages"]\nnb_execution_mode = "off"\nmyst_enable_extensions = ["dollarmath"]\n'
ADDRESS = "https://example.org/?a=1&b=2"
UV = [str(Path(sys.executable).with_name("uv"))]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([*UV, "build", "-q", "--wheel", "-o", folder, root], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module", params=["oldest", "newest"])
def python(request: pytest.FixtureRequest, root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that holds the wheel and nothing of this project besides."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([*UV, "venv", "-q", "--clear", "--python", sys.executable, folder], check=True)
    pins = ["-r", root / f"requirements/{request.param}.txt", wheel]
    subprocess.run([*UV, "pip", "install", "-q", "--python", folder / "bin/python", *pins], check=True)
    return folder / "bin/python"


def sphinx(python: Path, edition: SmallEdition) -> subprocess.CompletedProcess[str]:
    """Build by an interpreter, which keeps what it compiles: the environment is this test's own."""
    command = [python, "-m", "sphinx", "-q", "-b", "html", "-W", ".", "_build"]
    variables = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(command, cwd=edition.root, env=variables, capture_output=True, text=True)


def build(python: Path, edition: SmallEdition) -> None:
    result = sphinx(python, edition)
    assert result.returncode == 0, result.stderr


def test_the_wheel_holds_the_theme_and_says_that_it_is_typed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"postil/py.typed", "postil/theme/layout.html", "postil/theme/style/10-tokens.css"} <= set(names)
    assert "postil/charts/static/vendor/plotly-basic.min.js" in names


def test_an_edition_builds_twice_with_formulas_icons_and_sources_and_stays_when_a_build_fails(
    python: Path, small: SmallEdition
) -> None:
    small.write("conf.py", CONF.replace('"off"', '"cache"'))
    cover = small.root / "book/index.md"
    icons = '<i class="fas fa-book"></i> <i class="fab fa-github"></i>'
    cover.write_text(cover.read_text("utf-8") + f"\nOf {{math}}`a^2`.\n\n{icons}\n")
    build(python, small)
    small.note("wooden-bridge", note(margin=f"It was of oak {{cite:p}}`gazette-1901`, see [them]({ADDRESS})."))
    build(python, small)
    assert "of oak" in (small.root / "_build/book/one.html").read_text("utf-8")
    assert not list(small.root.glob("_build.*"))
    first = html.parse(small.root / "_build/book/index.html")
    assert first.xpath('//*[@class="postil-citation"]/@id') == ["source-gazette-1901"]
    assert first.xpath("//math")
    assert len(first.xpath("//i/svg/path/@d")) == 2
    page = html.parse(small.root / "_build/book/one.html")
    (card,) = page.xpath('//*[@data-note="wooden-bridge"]')
    assert set(card.xpath(".//a/@href")) >= {"index.html#source-gazette-1901", ADDRESS}
    assert (small.root / "_build/_static/postil.css").is_file()
    before = digests(small.root / "_build")
    cover.write_text(cover.read_text("utf-8") + "\n{nosuchrole}`x`\n")
    assert sphinx(python, small).returncode != 0
    after = digests(small.root / "_build")
    assert {name: after[name] for name in before if ".doctrees" not in name} == {
        name: digest for name, digest in before.items() if ".doctrees" not in name
    }


def test_notes_stand_in_the_margin_of_the_book_theme(python: Path, small: SmallEdition) -> None:
    small.write("conf.py", CONF.replace('html_theme = "postil"', 'html_theme = "sphinx_book_theme"'))
    build(python, small)
    page = html.parse(small.root / "_build/book/one.html")
    assert page.xpath('//div[contains(@class, "postil-notes margin")]//*[@data-note="wooden-bridge"]')
    assert page.xpath('//link[contains(@href, "notes.css")]')
    assert (small.root / "_build/_static/notes.css").is_file()


def test_in_a_book_without_an_edition_no_byte_changes(python: Path, tmp_path: Path) -> None:
    pages = []
    for extensions in (["myst_nb"], ["myst_nb", "postil"]):
        book = SmallEdition(tmp_path / extensions[-1])
        (book.root / "book").rename(book.root / "pages")
        book.write("conf.py", f"extensions = {extensions}\nhtml_theme = 'sphinx_book_theme'\n{OTHERS}")
        book.write("index.md", "# A book\n\nOf $a^2$.\n\n```python\nprint(1)\n```\n")
        build(python, book)
        pages.append(digests(book.root / "_build"))
    same = [{name: one for name, one in digest.items() if not name.startswith((".build", ".doc"))} for digest in pages]
    assert len(same[0]) > 30 and same[0] == same[1]
