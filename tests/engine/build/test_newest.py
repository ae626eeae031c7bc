"""The engine as a wheel, in an environment of its own, under the newest Sphinx and MyST-NB without Jupyter Book."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html

from tests.support.edition import CONF, SmallEdition

UV = [str(Path(sys.executable).with_name("uv"))]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([*UV, "build", "-q", "--wheel", "-o", folder, root], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that holds the wheel and nothing of this project besides."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([*UV, "venv", "-q", "--clear", "--python", sys.executable, folder], check=True)
    pins = ["-r", root / "requirements/newest.txt", wheel]
    subprocess.run([*UV, "pip", "install", "-q", "--python", folder / "bin/python", *pins], check=True)
    return folder / "bin/python"


def build(python: Path, edition: SmallEdition) -> None:
    command = [python, "-m", "sphinx", "-q", "-b", "html", "-W", ".", "_build"]
    result = subprocess.run(command, cwd=edition.root, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_wheel_holds_the_theme_and_says_that_it_is_typed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"postil/py.typed", "postil/theme/layout.html", "postil/theme/style/10-tokens.css"} <= set(names)
    assert "postil/charts/static/vendor/plotly-basic.min.js" in names


def test_an_edition_builds_with_the_newest_sphinx(python: Path, small: SmallEdition) -> None:
    small.write("conf.py", CONF)
    build(python, small)
    page = html.parse(small.root / "_build/book/one.html")
    assert page.xpath('//*[@data-note="wooden-bridge"]')
    assert (small.root / "_build/_static/postil.css").is_file()


def test_notes_stand_in_the_margin_of_the_book_theme(python: Path, small: SmallEdition) -> None:
    small.write("conf.py", CONF.replace('html_theme = "postil"', 'html_theme = "sphinx_book_theme"'))
    build(python, small)
    page = html.parse(small.root / "_build/book/one.html")
    assert page.xpath('//div[contains(@class, "postil-notes margin")]//*[@data-note="wooden-bridge"]')
    assert page.xpath('//link[contains(@href, "notes.css")]')
    assert (small.root / "_build/_static/notes.css").is_file()
