"""Problems as text for people, as JSON for programs, and as annotations on the lines of a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from postil.problems import Problem
from postil.text.characters import shown


def as_text(problems: Iterable[Problem], notices: Iterable[Problem] = ()) -> Iterator[str]:
    """A line for each problem: file, line, what is wrong, code. Notices are for the reviewers of a pull request."""
    yield from map(str, problems)


def as_json(problems: Iterable[Problem], notices: Iterable[Problem] = ()) -> Iterator[str]:
    """One JSON list of objects with `file`, `line` and, where it is known, `column`, from 1, `code` and `message`."""
    yield json.dumps([_fields(problem) for problem in problems], ensure_ascii=False, indent=1)


def as_github(problems: Iterable[Problem], notices: Iterable[Problem] = ()) -> Iterator[str]:
    """A workflow command of GitHub Actions for each problem and notice: shown on its line of the pull request."""
    for level, problem in [*(("error", p) for p in problems), *(("notice", p) for p in notices)]:
        file, title = (_property(value) for value in (problem.path.as_posix(), problem.code))
        place = f"line={problem.line or 1}" + (f",col={problem.column}" if problem.column else "")
        yield f"::{level} file={file},{place},title={title}::{_data(shown(problem.message))}"


FORMATS: dict[str, Callable[[Iterable[Problem], Iterable[Problem]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _fields(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.path.as_posix(),
        "line": problem.line or 1,
        **({"column": problem.column} if problem.column else {}),
        "code": problem.code,
        "message": problem.message,
    }


def _data(text: str) -> str:
    """A message as workflow commands escape it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
