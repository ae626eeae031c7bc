"""Published values without a build: the file, the role in notes and records, and what `publish_value` refuses."""

from __future__ import annotations

import pytest

from postil.charts import publish_value
from postil.edition import read_edition
from tests.support.edition import EVENT, SmallEdition, note

VALUES = "floods: {value: 29, notebook: notebooks/floods, says: floods in the list}\n"


def test_a_note_reads_with_its_values(small: SmallEdition) -> None:
    small.write("book/values.yml", VALUES)
    small.note("counted", note("river rose in spring", margin="All {value}`floods` of them."))
    edition, problems = read_edition(small.root)
    assert edition is not None and problems == [] and small.codes() == []
    assert edition.by_id["counted"].margin.words == "All 29 of them."
    digest = edition.by_id["counted"].digest
    small.write("book/values.yml", VALUES.replace("29", "30"))
    changed, _ = read_edition(small.root)
    assert changed is not None and changed.by_id["counted"].digest != digest


@pytest.mark.parametrize("where", ["note", "record"])
def test_an_unknown_value_is_refused(small: SmallEdition, where: str) -> None:
    small.write("book/values.yml", VALUES)
    if where == "note":
        small.note("counted", note(margin="All {value}`flods`."))
    else:
        small.write("book/apparatus/timeline.yml", EVENT.replace("In spring.", "All {value}`flods`."))
    (problem,) = small.problems()
    assert problem.code == "value-unknown" and "did you mean 'floods'?" in problem.message


@pytest.mark.parametrize("role", ["{value}`two words`", "{value}`words <floods>`", "{value}`../x`"])
def test_the_role_holds_a_name_alone(small: SmallEdition, role: str) -> None:
    small.note("counted", note(margin=f"All {role}."))
    assert small.codes() == ["note-markup"]


SPOILT = {
    "- floods\n": "record-unreadable",
    "floods: 29\n": "record-field",
    "floods: {value: 29, notebook: n, says: x, of: y}\n": "record-field",
    "floods: {value: 29, notebook: n}\n": "record-field",
    "floods: &a {value: 29}\n": "record-unreadable",
}


@pytest.mark.parametrize("text", SPOILT)
def test_a_spoilt_file_is_refused(small: SmallEdition, text: str) -> None:
    small.write("book/values.yml", text)
    assert small.codes() == [SPOILT[text]]


NO_VALUES = [("Floods", 1, "x"), ("floods", "", "x"), ("floods", 1, " "), ("f", "a\nb", "x")]


@pytest.mark.parametrize("name, value, says", NO_VALUES)
def test_what_is_no_value_is_not_published(name: str, value: object, says: str) -> None:
    with pytest.raises(ValueError, match=f"'{name}'"):
        publish_value(name, value, says)
