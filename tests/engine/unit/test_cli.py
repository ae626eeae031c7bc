"""What a contributor sees on the command line."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from postil.commands.main import main
from tests.support import ROOT
from tests.support.edition import CONF, SmallEdition, note


def test_a_sound_edition_passes(small: SmallEdition) -> None:
    result = CliRunner().invoke(main, ["check", str(small.root)])
    assert result.exit_code == 0
    assert result.output == "1 note on 3 blocks of text: no problems\n"


def test_a_problem_is_a_line_of_file_line_and_message(small: SmallEdition) -> None:
    small.note("spoilt", note("the bridge felt"))
    result = CliRunner().invoke(main, ["check", str(small.root)])
    assert result.exit_code == 1
    assert result.output.startswith("book/notes/spoilt.md:2: the quote “the bridge felt” is not in the article")


def test_without_a_browser_the_stills_say_what_to_install(small: SmallEdition, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main, ["stills", str(small.root)])
    assert (result.exit_code, result.output) == (1, "Error: Chromium is missing; run: tools/ensure chromium\n")


BESIDE = {"sphinx", "myst_nb", "nbclient", "nbformat", "IPython", "jupyter_client", "lxml"}


def packages(requirement_list: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in requirement_list}


def test_checking_imports_nothing_that_only_other_commands_need(small: SmallEdition) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = set().union(*map(packages, project["optional-dependencies"].values())) - {"postil"}
    assert {"plotly", "pandas", "markdownify", "watchfiles", "weasyprint", "playwright"} <= extras
    code = """
import sys
from postil.commands.main import main
try:
    main(["check", "."])
finally:
    print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=small.root, capture_output=True, text=True)
    verdict, modules = result.stdout.splitlines()
    assert "no problems" in verdict
    assert set(modules.split()) & (extras | BESIDE | {"bs4", "numpy"}) == set()


def test_a_build_imports_neither_plotly_nor_pandas(small: SmallEdition) -> None:
    small.write("conf.py", CONF)
    code = """
import sys
from sphinx.cmd.build import build_main
status = build_main(["-q", "-W", ".", "_build"])
print(status, sorted({"plotly", "pandas", "markdownify", "watchfiles", "weasyprint", "playwright"} & set(sys.modules)))
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=small.root, capture_output=True, text=True)
    assert result.stdout.strip() == "0 []", result.stderr


@pytest.mark.parametrize(
    ("arguments", "missing", "name"),
    [
        (["serve", "."], "watchfiles", "serve"),
        (["import", "a.json"], "markdownify", "import"),
        (["stills", "."], "playwright", "stills"),
    ],
)
def test_a_command_whose_extra_is_missing_says_what_to_install(
    small: SmallEdition, arguments: list[str], missing: str, name: str
) -> None:
    small.write("a.json", "[]")
    code = f"""
import sys
sys.modules[{missing!r}] = None
from postil.commands.main import main
main({arguments!r})
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=small.root, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr == f"Error: {missing} is not installed; run: pip install 'postil[{name}]'\n"


def test_exports_take_no_base_that_is_no_address(small: SmallEdition, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(small.root), "--to", str(tmp_path / "made"), "--base", "my book"])
    assert result.exit_code == 2 and "'my book' is not a web address" in result.output
    assert not (tmp_path / "made").exists()
