"""The engine as a wheel, in environments of its own, under the oldest and the newest Sphinx without Jupyter Book."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
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


# Builds in a process forked from one that has imported all that a build does, for each folder that it is told.
FORKS = """
import os, sys
import myst_nb.sphinx_ext, sphinx_book_theme, sphinx.builders.html, postil.extension
from sphinx.cmd.build import build_main
for folder in sys.stdin:
    child = os.fork()
    if not child:
        os.chdir(folder.strip())
        with open("said", "w") as sys.stderr:
            status = build_main(["-q", "-b", "html", "-W", ".", "_build"])
            sys.stderr.flush()
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Environment:
    """A new environment that holds the wheel and nothing of this project besides."""

    def __init__(self, folder: Path, *pins: object) -> None:
        python = folder / "bin/python"
        subprocess.run([*UV, "venv", "-q", "--clear", "--python", sys.executable, folder], check=True)
        subprocess.run([*UV, "pip", "install", "-q", "--python", python, *pins], check=True)
        self.builds = subprocess.Popen([python, "-c", FORKS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def status(self, edition: SmallEdition) -> int:
        """How a build by its interpreter ends."""
        assert self.builds.stdin and self.builds.stdout
        print(edition.root, file=self.builds.stdin, flush=True)
        return int(self.builds.stdout.readline())

    def build(self, edition: SmallEdition) -> None:
        """Build what must build without a warning."""
        assert self.status(edition) == 0, (edition.root / "said").read_text("utf-8")


@pytest.fixture(scope="module", params=["oldest", "newest"])
def sphinx(
    request: pytest.FixtureRequest, root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Environment]:
    folder = tmp_path_factory.mktemp("environment")
    environment = Environment(folder, "-r", root / f"requirements/{request.param}.txt", wheel)
    with environment.builds:  # which ends when nothing more can be said to it
        yield environment


def test_the_wheel_holds_the_theme_and_says_that_it_is_typed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"postil/py.typed", "postil/theme/layout.html", "postil/theme/style/10-tokens.css"} <= set(names)
    assert "postil/charts/static/vendor/plotly-basic.min.js" in names


def test_an_edition_builds_twice_with_formulas_icons_and_sources_and_stays_when_a_build_fails(
    sphinx: Environment, small: SmallEdition
) -> None:
    small.write("conf.py", CONF.replace('"off"', '"cache"'))
    cover = small.root / "book/index.md"
    icons = '<i class="fas fa-book"></i> <i class="fab fa-github"></i>'
    cover.write_text(cover.read_text("utf-8") + f"\nOf {{math}}`a^2`.\n\n{icons}\n")
    sphinx.build(small)
    small.note("wooden-bridge", note(margin=f"It was of oak {{cite:p}}`gazette-1901`, see [them]({ADDRESS})."))
    sphinx.build(small)
    assert "of oak" in (small.root / "_build/book/one.html").read_text("utf-8")
    assert not list(small.root.glob("_build.*"))
    first = html.parse(small.root / "_build/book/index.html")
    assert first.xpath('//*[@class="postil-citation"]/@id') == ["source-gazette-1901"]
    assert first.xpath("//math")
    assert len(first.xpath("//i/svg/path/@d")) == 2
    page = html.parse(small.root / "_build/book/one.html")
    (card,) = page.xpath('//*[@data-note="wooden-bridge"]')
    assert set(card.xpath(".//a/@href")) >= {"index.html#source-gazette-1901", ADDRESS}
    assert (small.root / "_build/_static/postil/postil.css").is_file()
    before = digests(small.root / "_build")
    cover.write_text(cover.read_text("utf-8") + "\n{nosuchrole}`x`\n")
    assert sphinx.status(small) != 0
    after = digests(small.root / "_build")
    assert {name: after[name] for name in before if ".doctrees" not in name} == {
        name: digest for name, digest in before.items() if ".doctrees" not in name
    }


def test_notes_stand_in_the_margin_of_the_book_theme(sphinx: Environment, small: SmallEdition) -> None:
    small.write("conf.py", CONF.replace('html_theme = "postil"', 'html_theme = "sphinx_book_theme"'))
    sphinx.build(small)
    page = html.parse(small.root / "_build/book/one.html")
    assert page.xpath('//div[contains(@class, "postil-notes margin")]//*[@data-note="wooden-bridge"]')
    assert page.xpath('//link[contains(@href, "notes.css")]')
    assert (small.root / "_build/_static/postil/notes.css").is_file()


def test_in_a_book_without_an_edition_no_byte_changes(sphinx: Environment, tmp_path: Path) -> None:
    pages = []
    for extensions in (["myst_nb"], ["myst_nb", "postil"]):
        book = SmallEdition(tmp_path / extensions[-1])
        (book.root / "book").rename(book.root / "pages")
        book.write("conf.py", f"extensions = {extensions}\nhtml_theme = 'sphinx_book_theme'\n{OTHERS}")
        book.write("index.md", "# A book\n\nOf $a^2$.\n\n```python\nprint(1)\n```\n")
        sphinx.build(book)
        pages.append(digests(book.root / "_build"))
    same = [{name: one for name, one in digest.items() if not name.startswith((".build", ".doc"))} for digest in pages]
    assert len(same[0]) > 30 and same[0] == same[1]
