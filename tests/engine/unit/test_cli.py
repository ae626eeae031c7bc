"""What a contributor sees on the command line."""

import subprocess
import sys
from hashlib import sha256

from click.testing import CliRunner

from postil.commands.main import main
from tests.support.edition import SmallEdition, note


def test_a_sound_edition_passes(small: SmallEdition) -> None:
    result = CliRunner().invoke(main, ["check", str(small.root)])
    assert result.exit_code == 0
    assert "no problems" in result.output


def test_a_problem_is_a_line_of_file_line_and_message(small: SmallEdition) -> None:
    small.note("spoilt", note("the bridge felt"))
    result = CliRunner().invoke(main, ["check", str(small.root)])
    assert result.exit_code == 1
    assert result.output.startswith("book/notes/spoilt.md:2: the quote “the bridge felt” is not in the article")


def test_the_real_edition_passes_and_holds_the_text_as_received(root) -> None:
    result = CliRunner().invoke(main, ["check", str(root)])
    assert result.exit_code == 0, result.output
    digest = sha256((root / "book/article.txt").read_bytes()).hexdigest()
    assert digest == "38595fd23c339641ccd89a8c5ecb745b44a813fd6576a34ad99c96572bf34aa6"


def test_the_core_imports_no_sphinx() -> None:
    code = (
        "import sys, postil.check, postil.commands.main; print([m for m in sys.modules if m.split('.')[0] == 'sphinx'])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
