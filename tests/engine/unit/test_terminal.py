"""Where the machine does not do as asked, a command ends in a sentence and a status, never in a traceback."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from postil.commands import terminal
from postil.commands.main import main
from postil.commands.terminal import at_work
from tests.support import ROOT
from tests.support.edition import SmallEdition


def run(*arguments: object, **environment: str) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_port_in_use_is_named(small: SmallEdition) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", small.root, "--port", port)
    assert result.exit_code == 1
    assert f"port {port}: address already in use; name another, or --port 0" in result.output


def test_a_folder_that_cannot_be_written_is_named(small: SmallEdition) -> None:
    (small.root / "file").write_text("")
    result = run("export", small.root, "--to", small.root / "file/deeper")
    assert result.exit_code == 1 and "not a directory" in result.output
    text = small.write("text.txt", "On rivers\n\nIt rose.\n")
    result = run("init", text, small.root / "file/new")
    assert result.exit_code == 1 and "file: file exists" in result.output


@pytest.mark.parametrize("command", ["pdf", "epub", "serve"])
def test_a_build_that_cannot_write_is_not_begun(monkeypatch, small: SmallEdition, command: str) -> None:
    monkeypatch.setattr("os.access", lambda path, _mode: path != small.root / "_build")
    result = run(command, small.root)
    assert result.exit_code == 1 and f"{small.root / '_build'}: cannot be written" in result.output
    (small.root / "_build").rmdir()
    (small.root / "_build").write_text("")
    assert f"{small.root / '_build'}: file exists" in run(command, small.root).output


def test_without_git_a_comparison_says_so(small: SmallEdition) -> None:
    result = run("diff", "HEAD", "--root", small.root, PATH="/nowhere")
    assert result.exit_code == 1 and "git is not installed" in result.output


def test_without_an_editor_the_note_is_written_all_the_same(small: SmallEdition) -> None:
    options = ["--kind", "question", "--title", "Why", "--by", "me", "--edit", "--root", small.root]
    result = run("new", "--quote", "In autumn", *options, EDITOR="/nowhere/editor")
    assert result.exit_code == 0 and "the note is written" in result.output
    assert (small.root / "book/notes/why.md").is_file()


def test_ctrl_c_ends_with_a_word_and_the_status_that_shells_give(monkeypatch: pytest.MonkeyPatch, small) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("postil.commands.check.run_check", interrupted)
    result = run("check", small.root)
    assert (result.exit_code, result.output.strip()) == (130, "stopped")


INTERRUPTING = """
import os, signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever these tests were started with
sys.meta_path.insert(0, Finder())
sys.argv = ["postil", "check", {root!r}]
{start}
"""


@pytest.mark.parametrize("module", ["signal", "click", "postil.commands.terminal", "postil.edition", "pydantic"])
def test_ctrl_c_while_a_command_is_imported_ends_with_a_word(small: SmallEdition, module: str) -> None:
    place, _, name = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"][
        "postil"
    ].partition(":")
    start = f"sys.modules.pop({module!r}, None); from {place} import {name}; {name}()"
    code = INTERRUPTING.format(module=module, root=str(small.root), start=start)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    said = "" if module == "signal" else "stopped\n"  # not even the engine is there yet
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


def test_ctrl_c_while_the_program_of_a_build_is_imported_is_left_to_the_command(small: SmallEdition) -> None:
    start = "from postil.commands.start import child; child('jupyter_book.cli.main')"
    code = INTERRUPTING.format(module="jupyter_book.cli.main", root=str(small.root), start=start)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_closed_pipe_ends_quietly(small: SmallEdition) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [Path(sys.executable).with_name("postil"), "check", small.root]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert re.sub(r"checking: \d+ s\n", "", done.stderr) == ""  # which a busy machine says


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_help_for_a_full_disk_ends_with_a_sentence() -> None:
    command = [Path(sys.executable).with_name("postil"), "--help"]
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 1 and told.stderr == "Error: no space left on device\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_told_how_to_complete(shell: str) -> None:
    assert "_POSTIL_COMPLETE" in run("completion", shell).output


@pytest.mark.parametrize("command", ["", "init", "new", "check", "serve"])
def test_help_shows_examples(command: str) -> None:
    assert "\n  postil " in run(*command.split(), "--help").output


def test_either_spelling_of_licence(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("On rivers\n\nIt rose.\n", "utf-8")
    address = "https://creativecommons.org/publicdomain/zero/1.0/"
    for option in ("--licence", "--license"):
        assert run("init", text, tmp_path / option, option, address).exit_code == 0
        assert address in (tmp_path / option / "book/edition.yml").read_text("utf-8")


def test_long_work_says_that_it_goes_on(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(terminal, "_PATIENCE", 0.01)
    said = ""
    with at_work("checking"):
        for _ in range(6000):  # on a busy machine the thread that says it may be long in coming
            terminal.time.sleep(0.01)
            if said := capfd.readouterr().err:
                break
    assert re.match(r"checking: \d+ s", said)


def test_the_help_says_of_each_command_what_the_command_says_itself() -> None:
    context = click.Context(main)
    for name, (_place, told) in main.elsewhere.items():
        command = main.get_command(context, name)
        assert command is not None and command.get_short_help_str(200) == told


def test_the_help_waits_for_nothing_that_it_does_not_need() -> None:
    code = "import sys, postil.commands.main; print('pydantic' in sys.modules, 'postil.edition' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
