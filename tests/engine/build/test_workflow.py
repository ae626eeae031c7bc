"""A pull request seeded with one good and one bad note, put through the workflow's own steps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.support import ROOT
from tests.support.edition import SmallEdition, note

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in WORKFLOW["jobs"]["check"]["steps"] if "name" in step}


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    return subprocess.run(
        ["git", "-C", root, *identity, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def pull_request(small: SmallEdition) -> tuple[SmallEdition, str]:
    """A small edition with a branch on top of its first commit; the engine stands where the workflow installs it."""
    git(small.root, "init", "--quiet")
    git(small.root, "add", "--all")
    git(small.root, "commit", "--quiet", "--message", "first")
    base = git(small.root, "rev-parse", "HEAD")
    (small.root / ".venv/bin").mkdir(parents=True)
    postil = shutil.which("postil", path=Path(sys.executable).parent)
    (small.root / ".venv/bin/postil").symlink_to(postil)
    small.note("hurt", note("Nobody was hurt", title="Three were hurt"))
    return small, base


def run(step: str, small: SmallEdition, base: str) -> subprocess.CompletedProcess[str]:
    """A step's own command, as the runner would run it."""
    summary = small.root.parent / "summary.md"
    environment = {**os.environ, "BASE": base, "GITHUB_STEP_SUMMARY": str(summary)}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]]
    return subprocess.run(command, cwd=small.root, env=environment, capture_output=True, text=True)


def test_the_summary_says_which_notes_a_pull_request_adds(pull_request) -> None:
    small, base = pull_request
    assert run("Say what changes for the notes", small, base).returncode == 0
    summary = (small.root.parent / "summary.md").read_text("utf-8")
    assert summary.startswith("### Notes: 1 added") and "paragraph 1, sentence 3: **Nobody was hurt**." in summary


def test_the_check_marks_the_line_of_a_bad_note_and_fails(pull_request) -> None:
    small, base = pull_request
    assert run("Check the edition", small, base).returncode == 0
    small.note("bad", note("Nobody was hurt", title="x", margin="<script>alert(1)</script>"))
    result = run("Check the edition", small, base)
    assert result.returncode == 1
    assert result.stdout.startswith("::error file=book/notes/bad.md,line=9,title=note-markup::HTML cannot stand")


def test_nothing_from_a_pull_request_is_put_into_a_command() -> None:
    for job in WORKFLOW["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_workflows_from_forks_have_no_rights_but_to_read() -> None:
    triggers = WORKFLOW[True]  # YAML 1.1 reads the key `on` as true
    assert set(triggers) == {"pull_request", "push"}
    assert WORKFLOW["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in WORKFLOW["jobs"].values())
    assert "secrets." not in str(WORKFLOW)


def test_the_author_of_a_note_waits_for_no_other_job() -> None:
    assert "needs" not in WORKFLOW["jobs"]["check"]
    assert "make .venv/book" in str(WORKFLOW["jobs"]["check"]["steps"])


def test_the_engine_is_tested_on_every_python_that_it_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {line.rpartition(" ")[2] for line in project["classifiers"] if "Python :: 3." in line}
    assert set(WORKFLOW["jobs"]["engine"]["strategy"]["matrix"]["python"]) == named
