"""A fault is named by the line on which it stands, in files of every kind."""

from __future__ import annotations

import pytest

from tests.support.edition import CONF, CONFIG, PARALLELS, PERSON, TITLE, SmallEdition, note

ABOVE = "# one\n# two\n"
SETTINGS = f"title: {TITLE}\ndate: 1901-05-01\n"
RECORD = (
    "source: gazette-1901\nextent: whole\nread: [{by: a, on: 2026-11-25}]\npassages:\n- id: fall\n  says: It fell.\n"
)
READING = "  - {witness: report,"


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("edition.yml", "date: 1901-05-01\n", 3, "title: is missing"),
        ("edition.yml", "- a\n", 3, "must hold names"),
        ("edition.yml", f"{SETTINGS}form: poem\n", 5, "form"),
        ("apparatus/people.yml", "a: b\n", 3, "must be a list of records"),
        ("apparatus/people.yml", "words\n", 3, "must be a list of records"),
        ("apparatus/people.yml", PERSON.replace("kind: person", "kind: bird"), 5, "kind"),
        ("apparatus/parallels.yml", "relation: reuse\n", 3, "label: is missing"),
        ("apparatus/parallels.yml", PARALLELS.replace("gazette-1901]}", "none]}"), 5, "the source 'none' is not"),
        ("apparatus/parallels.yml", PARALLELS.replace(READING, "  - {witness: other,"), 12, "'other' is not among"),
        ("evidence/a.yml", RECORD.replace("source: gazette-1901\n", ""), 3, "source: is missing"),
        ("evidence/a.yml", f"{RECORD}- id: fall\n  says: It rose.\n", 9, "two passages have the id 'fall'"),
        ("seminar/plan.yml", "- a\n", 3, "must have a title"),
        ("seminar/plan.yml", "title: A plan\n", 3, "stops: is missing"),
        ("values.yml", "- a\n", 3, "must hold names"),
        ("removed.yml", "a: b\n", 3, "must be a list of records"),
    ],
)
def test_faults_of_the_edition(small: SmallEdition, name: str, text: str, line: int, words: str) -> None:
    small.write(f"book/{name}", ABOVE + text)
    found = [p for p in small.problems() if p.path.name == name.rpartition("/")[2]]
    assert {p.line for p in found if words in p.message} == {line}, found
    assert min(p.line for p in found) > 2


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("_config.yml", f"{ABOVE}{CONFIG.replace('postil}}', 'postil, postil_root: /x}}')}", 7),
        ("conf.py", f"{ABOVE}{CONF}postil_root = '/x'\n", 11),
    ],
)
def test_a_folder_that_cannot_be(small: SmallEdition, name: str, text: str, line: int) -> None:
    (problem,) = small.problems() if small.write(name, text) else ()
    assert (problem.code, problem.line) == ("edition-folder", line)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is no notebook: it is not JSON"),
        ('{\n "cells": [\n {]\n}\n', 3, "is no notebook: it is not JSON"),
        ("[]", 1, "does not say its nbformat"),
        ('{"nbformat": 9}', 1, "4 is the newest that is known"),
        ('{"nbformat": 4, "cells": []}', 1, "its metadata must be names and values"),
        ('{"nbformat": 4, "metadata": {}, "cells": [\n{"cell_type": "code", "source": ""}]}', 2, "has no outputs"),
        ('{"nbformat": 4, "metadata": {}, "cells": [\n{"cell_type": "x", "source": ""}]}', 2, "cell 1 of the notebook"),
        ('{"nbformat": 4, "metadata": {}, "cells": [\n{"cell_type": "raw"}]}', 2, "has no source"),
        ('{"nbformat": 4, "metadata": {}, "cells": []}', 0, ""),
        ('{"nbformat": 3, "worksheets": []}', 0, ""),
    ],
)
def test_what_is_no_notebook(small: SmallEdition, text: str, line: int, words: str) -> None:
    small.write("notebooks/count.ipynb", text)
    found = [p for p in small.problems() if p.path.suffix == ".ipynb"]
    assert [(p.code, p.line) for p in found] == ([("file-unreadable", line)] if line else [])
    assert all(words in p.message for p in found)


@pytest.mark.parametrize("name", ["apparatus/people.yml", "apparatus/timeline.yml", "removed.yml", "values.yml"])
def test_a_file_of_comments_alone_holds_no_records(small: SmallEdition, name: str) -> None:
    small.write(f"book/{name}", ABOVE)
    assert small.problems() == []


def test_a_note_of_the_same_name_is_named_by_its_place_in_the_edition(small: SmallEdition) -> None:
    small.write("book/notes/sub/wooden-bridge.md", note())
    assert "is also that of sub/wooden-bridge.md" in small.problems()[0].message
