"""Kernels that are forked do what ordinary ones do; where they cannot be, ordinary ones are started."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from postil.compat import jupyter_client
from postil.compat.jupyter_client import quick_kernels

SAYS = "import os, beside; print(beside.WORD, os.environ.get('WORD'), os.getcwd())"
PARENT = "print(os.getppid())"


def run(folder: Path, *code: str) -> list[str]:
    """What each cell prints."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in code])
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(folder)}}).execute()
    return [cell.outputs[0].text.strip() for cell in notebook.cells]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a notebook, with a module beside it."""
    monkeypatch.setenv("WORD", "Utiti")
    (tmp_path / "beside.py").write_text("WORD = 'Abaka'\n", "utf-8")
    return tmp_path


def test_a_forked_kernel_knows_the_folder_and_the_environment(folder: Path) -> None:
    with quick_kernels():
        (first, parent), (second, other) = (run(folder, SAYS, PARENT) for _ in range(2))
    assert first == second == f"Abaka Utiti {folder}"
    assert parent == other != str(os.getpid())
    assert run(folder, SAYS, PARENT) == [first, str(os.getpid())]


def test_a_forked_kernel_says_nothing_of_its_own(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with quick_kernels():
        run(folder, SAYS)
    assert capfd.readouterr() == ("", "")


def test_a_forked_kernel_that_is_killed_is_missed(folder: Path) -> None:
    with quick_kernels(), pytest.raises(DeadKernelError):
        run(folder, "import os; os.kill(os.getpid(), 9)")


def test_where_nobody_forks_kernels_are_started_in_the_ordinary_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jupyter_client, "_start", lambda _stack: str(folder / "nobody"))
    with quick_kernels():
        assert run(folder, SAYS, PARENT)[1] == str(os.getpid())
