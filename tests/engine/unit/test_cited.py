"""Which sources are cited, by what roles say; and that any key of BibTeX's will do."""

from __future__ import annotations

import json
from unicodedata import normalize

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from postil.joining import joined
from postil.text.ids import source_id
from tests.support.edition import CONFIG, SOURCES, SmallEdition, note

KEYS = ["doe_quill_2015", "DBLP:conf/x/doe15", "müller+2020", "a.b", "_x", "Knuth:1984", "x'" + "y"]


def uncited(small: SmallEdition, key: str = "second") -> SmallEdition:
    """An edition with a source that nothing cites yet."""
    small.write("book/references.bib", SOURCES + SOURCES.replace("gazette-1901", key))
    return small


def pages(small: SmallEdition, **texts: str) -> list[str]:
    """The codes of what is wrong when the cover, or a notebook beside it, says something more."""
    for name, text in texts.items():
        path = small.root / "book" / ("index.md" if name == "md" else "more.ipynb")
        if name == "md":
            path.write_text(path.read_text("utf-8") + text, "utf-8")
            continue
        cell = {"cell_type": name, "id": "a", "metadata": {}, "source": [text]}
        cell |= {"outputs": [], "execution_count": None} if name == "code" else {}
        path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
        toc = small.root / "_toc.yml"
        toc.write_text(toc.read_text("utf-8") + "- file: book/more\n")
    return small.codes()


CITING = [
    {"md": "\nAs {cite:t}`second` says.\n"},
    {"md": "\nSee {cite}`gazette-1901, second`.\n"},
    {"md": "\nSee {cite:p}`{see}second{p. 3}`.\n"},
    {"md": "\n:::{note}\n- a list: {cite:p}`second`\n:::\n"},
    {"md": "\n````{admonition} Deep\n```{tip}\n{footcite}`second`\n```\n````\n"},
    {"md": "\n| a | b |\n|---|---|\n| {cite:p}`second` | c |\n"},
    {"markdown": "Counted after {cite:p}`second`."},
    {"code": 'publish(figure, sources=["second"])'},
]
NOT_CITING = [
    {"md": "\nThe second river.\n"},
    {"md": "\n<!-- second -->\n"},
    {"md": "\nWrite `` {cite:p}`second` ``.\n"},
    {"md": "\n```\n{cite:p}`second`\n```\n"},
    {"md": "\nAs {cite:t}`second-edition` says.\n"},
    {"markdown": "a second look"},
    {"code": "second = 2"},
]


@pytest.mark.parametrize("texts", CITING)
def test_a_role_cites(small: SmallEdition, texts: dict[str, str]) -> None:
    assert "source-uncited" not in pages(uncited(small), **texts)


@pytest.mark.parametrize("texts", NOT_CITING)
def test_words_that_are_the_same_do_not(small: SmallEdition, texts: dict[str, str]) -> None:
    assert "source-uncited" in pages(uncited(small), **texts)


def test_a_page_cites_what_is_in_the_bibliography(small: SmallEdition) -> None:
    small.write("book/references.bib", SOURCES.replace("gazette-1901", "führer-1901"))
    small.note("wooden-bridge", note(sources="[führer-1901]"))
    index = small.root / "book/index.md"
    before = index.read_text("utf-8")
    for key, hint in (("nobody", "add it there"), (normalize("NFD", "führer-1901"), "copy the key from there")):
        index.write_text(f"{before}\nAs {{cite:p}}`{key}` says.\n", "utf-8")
        (problem,) = small.problems()
        assert (problem.code, problem.path, problem.line) == ("source-unknown", index, before.count("\n") + 2)
        assert hint in problem.message
    index.write_text(f"{before}\nAs {{cite:p}}`no\nbody` says.\n", "utf-8")
    assert small.codes() == ["source-unknown"]
    small.write("more.bib", SOURCES)
    small.write("_config.yml", CONFIG.replace("[book/references.bib]", "[book/references.bib, more.bib]"))
    assert small.problems() == []


def test_a_table_cites_in_its_column_of_sources_alone(small: SmallEdition) -> None:
    uncited(small).write("data/floods.csv", "year,remark,source_ids\n1901,second,gazette-1901\n")
    assert small.codes() == ["source-uncited"]
    small.write("data/floods.csv", "year,remark,source_ids\n1901,,gazette-1901;second\n")
    assert small.codes() == []


@pytest.mark.parametrize("key", [key for key in KEYS if "'" not in key])
def test_any_key_of_bibtex_will_do_everywhere(small: SmallEdition, key: str) -> None:
    uncited(small, key)
    small.note("cites", note("the river rose again", sources=f"['{key}']", margin=f"So {{cite:p}}`{key}`."))
    small.write(
        "book/apparatus/glossary.yml",
        f"- id: flood\n  term: Flood\n  text: See {{cite:p}}`{key}`.\n  sources: ['{key}']\n",
    )
    small.write("data/floods.csv", f"year,source_ids\n1901,{key}\n")
    assert small.problems() == []


@pytest.mark.parametrize("key", ["a%b", "a(b", "a`b", "a#b", 'a"b'])
def test_a_key_that_no_role_could_hold_is_refused(small: SmallEdition, key: str) -> None:
    assert "source-field-value" in uncited(small, key).codes() or "source-unreadable" in small.codes()


@given(st.lists(st.text(min_size=1), unique=True, max_size=20))
def test_no_two_keys_have_the_same_id(keys: list[str]) -> None:
    keys = [key for key in keys if key.isprintable()]
    assert len({source_id(key) for key in keys}) == len(keys)
    assert all(
        set(source_id(key)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") for key in keys
    )


def test_records_name_a_source_once(small: SmallEdition) -> None:
    small.write(
        "book/apparatus/glossary.yml",
        "- id: flood\n  term: Flood\n  text: x\n  sources: [gazette-1901, gazette-1901]\n",
    )
    (problem,) = small.problems()
    assert problem.code == "record-field"
    assert "'gazette-1901' stands there 2 times" in problem.message


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_between_two_parts_there_is_always_a_separator(parts: list[str]) -> None:
    line = nodes.paragraph("", "", *joined(([nodes.Text(part)] for part in parts), " · "))
    assert line.astext() == " · ".join(parts)
