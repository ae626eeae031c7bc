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
        ('{"nbformat": 4, "cells": []}', 1, "metadata is missing"),
        ('{"nbformat": 4, "metadata": {}, "cells": [\n{"cell_type": "code", "source": ""}]}', 2, "metadata is missing"),
        ('{"nbformat": 4, "metadata": {}, "cells": [\n{"cell_type": "x", "source": ""}]}', 2, "cell 1 of the notebook"),
        ('{"nbformat": 4, "metadata": {}, "cells": [\n{"cell_type": "raw"}]}', 2, "source is missing"),
        ('{"nbformat": 4, "metadata": {}, "cells": []}', 0, ""),
        ('{"nbformat": 3, "worksheets": []}', 0, ""),
    ],
)
def test_what_is_no_notebook(small: SmallEdition, text: str, line: int, words: str) -> None:
    small.write("notebooks/count.ipynb", text)
    found = [p for p in small.problems() if p.path.suffix == ".ipynb"]
    assert [(p.code, p.line) for p in found] == ([("file-unreadable", line)] if line else [])
    assert all(words in p.message for p in found)


def cells(*given: str) -> str:
    """A notebook of cells that are written on a line each, from the second on."""
    return '{"nbformat": 4, "metadata": {"language_info": {"name": "python"}}, "cells": [\n' + ",\n".join(given) + "]}"


HEAD = '{"cell_type": "markdown", "metadata": {}, "source": "# Counts"}'
CODE = '{"cell_type": "code", "metadata": {}, "source": "1", "outputs": [%s]}'


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('{"cell_type": "code", "source": "1", "outputs": []}', "metadata is missing"),
        ('{"cell_type": "markdown", "metadata": null, "source": ""}', "metadata must hold names and values"),
        ('{"cell_type": "raw", "metadata": {"tags": null}, "source": ""}', "metadata.tags"),
        ('{"cell_type": "markdown", "metadata": {}, "source": "", "attachments": null}', "attachments must"),
        ('{"cell_type": "heading", "metadata": {}, "source": ""}', "cell 2 of the notebook"),
        (CODE % '"words"', "outputs.0 must hold names and values"),
        (CODE % "{}", "outputs.0"),
        (CODE % '{"output_type": "pyout"}', "outputs.0"),
        (CODE % '{"output_type": "stream", "text": "x"}', "outputs.0.stream.name is missing"),
        (CODE % '{"output_type": "stream", "name": "stdout"}', "outputs.0.stream.text is missing"),
        (CODE % '{"output_type": "display_data", "metadata": {}}', "outputs.0.display_data.data is missing"),
        (CODE % '{"output_type": "error", "ename": "Z", "evalue": "z"}', "outputs.0.error.traceback is missing"),
    ],
)
def test_what_myst_nb_stumbles_over_is_named_by_its_cell(small: SmallEdition, cell: str, words: str) -> None:
    small.write("notebooks/count.ipynb", cells(HEAD, cell))
    (problem,) = small.problems()
    assert (problem.code, problem.line) == ("file-unreadable", 3)
    assert words in problem.message, problem


@pytest.mark.parametrize("given", ['"kernelspec": null', '"kernelspec": "python3"', '"mystnb": "x"'])
def test_what_a_notebook_says_of_itself_holds_names_and_values(small: SmallEdition, given: str) -> None:
    small.write("notebooks/count.ipynb", f'{{"nbformat": 4, "metadata": {{{given}}}, "cells": []}}')
    (problem,) = small.problems()
    assert f"metadata.{given.split(':')[0].strip(chr(34))} must hold names and values" in problem.message


UNSHOWN = {  # what makes a build warn, and whether running the notebook replaces it
    "a picture within": ('{"cell_type": "markdown", "metadata": {}, "source": "![a](attachment:a.png)"}', False),
    "an unknown kind": (CODE % '{"output_type": "display_data", "data": {"application/x-map": 1}}', True),
    "raw rst": ('{"cell_type": "raw", "metadata": {"format": "text/restructuredtext"}, "source": "x"}', False),
    "no Python": ('{"cell_type": "code", "metadata": {}, "source": ["!ls\\n", "1"], "outputs": []}', True),
}


@pytest.mark.parametrize(("cell", "saved"), UNSHOWN.values(), ids=UNSHOWN.keys())
def test_what_no_page_can_show_is_named_unless_it_is_made_anew_or_passed_over(
    small: SmallEdition, cell: str, saved: bool
) -> None:
    small.write("book/count.ipynb", cells(HEAD, cell))
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/count\n")
    for conf, found in (
        (CONF, [("notebook-unshown", 3)]),
        (CONF.replace("'off'", "'auto'").replace('"off"', '"auto"'), [] if saved else [("notebook-unshown", 3)]),
        (f"{CONF}suppress_warnings = ['image', 'mystnb.*', 'misc.highlighting_failure']\n", []),
    ):
        small.write("conf.py", conf)
        assert [(problem.code, problem.line) for problem in small.problems()] == found


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("", "in no language that the notebook names"),
        ('"language_info": {"name": "mylang"}', "'mylang', which Pygments does not know"),
        ('"kernelspec": {"name": "x", "language": "mylang"}', "'mylang', which Pygments does not know"),
        ('"language_info": {"name": "python", "pygments_lexer": "ipython3"}', ""),
    ],
)
def test_the_language_of_code_is_known(small: SmallEdition, about: str, words: str) -> None:
    text = f'{{"nbformat": 4, "metadata": {{{about}}}, "cells": [\n{HEAD},\n{CODE % ""}]}}'
    small.write("book/count.ipynb", text)
    small.write("conf.py", CONF)
    small.write("_toc.yml", f"{(small.root / '_toc.yml').read_text('utf-8')}- file: book/count\n")
    found = [(problem.line, words in problem.message) for problem in small.problems()]
    assert found == ([(3, True)] if words else [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Words.\n", 1, "has no heading"),
        ("", 1, "has no heading"),
        ("---\ntitle: Two\n---\nWords.\n", 1, "has no heading"),
        ("\n## Two\n", 2, "of level 2 is the first of the page; write # for ##"),
        ("# Two\n\n### Three\n", 3, "of level 3 follows one of level 1; write ## for ###"),
        ("Two\n===\n\nThree\n-----\n", 0, ""),
        ("```{include} other.md\n```\n", 0, ""),
        ("# Two\n\n```\n### Three\n```\n", 0, ""),
    ],
)
def test_a_page_has_a_heading_and_leaves_out_no_level(small: SmallEdition, text: str, line: int, words: str) -> None:
    small.write("book/extra.md", text)
    small.write("_toc.yml", f"{(small.root / '_toc.yml').read_text('utf-8')}- file: book/extra\n")
    found = [(problem.code, problem.line, words in problem.message) for problem in small.problems()]
    assert found == ([("page-heading", line, True)] if line else [])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# Two\n\n![a](none.png)\n", [3]),
        ("# Two\n\nWords\nand ![a](../none.png)\n", [4]),
        ("# Two\n\n```{figure} none.png\nWords.\n```\n", [3]),
        (":::{note}\n\n![a](none.png)\n:::\n\n# Two\n", [3]),
        ("# Two\n\n![a](/book/there.png) ![c](../book/there.png) ![d](there.*)\n", []),
        ("# Two\n\n![a](there%20too.png)\n\n![b](café.png)\n", [3, 5]),
        ("# Two\n\n![a](https://example.org/a.png) `![b](none.png)` ![c](data:image/png;base64,AA==)\n", []),
        ("# Two\n\n```\n![a](none.png)\n```\n\n```{code} md\n![a](none.png)\n```\n", []),
    ],
)
def test_a_picture_that_is_not_there_is_named(small: SmallEdition, text: str, lines: list[int]) -> None:
    small.write("book/extra.md", text)
    small.write("book/there.png", "")
    small.write("book/there too.png", "")
    small.write("book/café.png", "")
    small.write("_toc.yml", f"{(small.root / '_toc.yml').read_text('utf-8')}- file: book/extra\n")
    assert [(problem.code, problem.line) for problem in small.problems()] == [("page-picture", line) for line in lines]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[a](one.md) [b](/book/one.md#x) [c](../book/one.md) {doc}`one` {doc}`d </book/one>` [d](d.pdf)", 0, ""),
        ("[a](https://example.org/none.md) `[b](none.md)` <none.md> [c](#none.md) [d](label)", 0, ""),
        ("Words\nand [a](/quay.md)", 4, "no page 'quay'; name another"),
        ("[a](onee.md#x)", 3, "did you mean 'book/one'?"),
        ("[a](../one.md)", 3, "no page 'one'"),
        ("{doc}`words <gone>`", 3, "no page 'book/gone'"),
        (":::{note}\n\n[a](gone.md)\n:::", 5, "no page 'book/gone'"),
        ("[a](left%20out.md)", 3, "no page 'book/left out'; add it to _toc.yml"),
    ],
)
def test_a_link_to_a_page_that_is_not_in_the_book_is_named(
    small: SmallEdition, text: str, line: int, words: str
) -> None:
    small.write("book/extra.md", f"# Two\n\n{text}\n")
    small.write("book/left out.md", "# Left out\n")
    small.write("_config.yml", "only_build_toc_files: true\n")
    small.write("_toc.yml", f"{(small.root / '_toc.yml').read_text('utf-8')}- file: book/extra\n")
    found = [(problem.code, problem.line, words in problem.message) for problem in small.problems()]
    assert found == ([("page-link", line, True)] if line else [])
    small.write("_config.yml", "sphinx: {config: {suppress_warnings: [myst.xref_missing]}}\n")
    assert small.problems() == []


@pytest.mark.parametrize("name", ["apparatus/people.yml", "apparatus/timeline.yml", "removed.yml", "values.yml"])
def test_a_file_of_comments_alone_holds_no_records(small: SmallEdition, name: str) -> None:
    small.write(f"book/{name}", ABOVE)
    assert small.problems() == []


def test_a_note_of_the_same_name_is_named_by_its_place_in_the_edition(small: SmallEdition) -> None:
    small.write("book/notes/sub/wooden-bridge.md", note())
    assert "is also that of sub/wooden-bridge.md" in small.problems()[0].message
