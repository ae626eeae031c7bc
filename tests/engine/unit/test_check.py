"""Everything that an edition refuses, one by one: which rule, which line, and what would be right."""

from pathlib import Path

import pytest

from postil.check import check
from postil.problems import CODES, Problem
from tests.support import ROOT
from tests.support.edition import ARTICLE, FIRST, SECOND, SOURCES, TITLE, SmallEdition, note


def test_the_small_edition_has_no_problems(small: SmallEdition) -> None:
    assert small.problems() == []


SPOILT_NOTES = {
    # code: (the text of the note, the line that the message must name, words that it must contain)
    "quote-missing": (note("the bridge felt"), 2, "nearest passage is “the bridge fell"),
    "quote-ambiguous": (note("river rose"), 2, "add prefix or suffix"),
    "quote-crosses-paragraphs": (note("Nobody was hurt. In autumn"), 2, "inside one"),
    "note-kind": (note(kind="gossip"), 3, "use 'correction', 'translation'"),
    "note-verdict": (note(verdict="false"), 8, "use 'confirmed', 'imprecise'"),
    "source-unknown": (note(sources="[gazette-1902]"), 7, "did you mean 'gazette-1901'?"),
    "note-unsourced": (note(sources=None), 3, "must name its sources"),
    "note-margin-long": (note(margin="word " * 61), 9, "has 61 words; at most 60"),
    "note-body-long": (note(body="word " * 401), 12, "has 401 words; at most 400"),
    "note-empty": (note(margin=""), 9, "one or two sentences"),
    "note-field-missing": (
        "---\nquote: the bridge fell\nkind: question\nas_of: 1901-04-02\nby: [a]\n---\nWhy?\n",
        1,
        "title",
    ),
    "note-field-unknown": (note(verdit="confirmed"), 8, "did you mean 'verdict'?"),
    "note-field-value": (note(as_of="last spring"), 5, "ISO 8601"),
    "note-front-matter": ("The bridge.\n", 1, "between two lines of ---"),
    "note-future": (note(as_of="2999-01-01"), 5, "later than today"),
    "note-update-early": (note(kind="update", as_of="1901-04-02"), 5, "after the article (1901-05-01)"),
    "note-opinion-judged": (note(claim="opinion", verdict="confirmed"), 9, "an opinion has no verdict"),
    "note-chart": (note(margin="See {chart}`floods`."), 9, "make stills"),
    "note-link": (note(margin="See {note}`wooden-brigde`."), 9, "did you mean 'wooden-bridge'?"),
}


@pytest.mark.parametrize("code", SPOILT_NOTES)
def test_a_spoilt_note_is_refused(small: SmallEdition, code: str) -> None:
    text, line, words = SPOILT_NOTES[code]
    path = small.note("spoilt", text)
    (problem,) = small.problems()
    assert (problem.code, problem.path, problem.line) == (code, path, line)
    assert words in problem.message


MARKUP = {
    "HTML": "A <b>bold</b> claim.",
    "an HTML block": "<script>alert(1)</script>",
    "a directive": "```{include} /etc/passwd\n```",
    "a colon directive": ":::{raw} html\n<b>\n:::",
    "a heading": "# Loud",
    "an image": "![x](https://example.org/x.png)",
    "a local link": "[a](../../secret.md)",
    "a link by mail": "[a](mailto:a@example.org)",
    "an unknown role": "{eval-rst}`x`",
    "a download": "{download}`/etc/passwd`",
    "a table": "| a |\n|---|\n| b |",
    "a footnote": "a[^1]\n\n[^1]: b",
    "a target": "(here)=\nwords",
    "code": "```python\nprint(1)\n```",
    "a comment": "% hidden",
}


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP.keys())
@pytest.mark.parametrize("part", ["margin", "body"])
def test_a_note_cannot_bring_markup_that_runs_reads_or_shouts(small: SmallEdition, markup: str, part: str) -> None:
    small.note("spoilt", note(**{part: markup}))
    assert set(small.codes()) == {"note-markup"}


@pytest.mark.parametrize("yaml", ["title: &a x", "title: !!python/object:os.system x", "title: *a"])
def test_front_matter_is_plain_yaml(small: SmallEdition, yaml: str) -> None:
    small.note("spoilt", f"---\nquote: the bridge fell\n{yaml}\n---\nText.\n")
    (problem,) = small.problems()
    assert (problem.code, problem.line) == ("note-front-matter", 3)


def test_a_note_is_a_file_of_its_own(small: SmallEdition) -> None:
    (small.root / "book/notes/link.md").symlink_to("/etc/passwd")
    assert small.codes() == ["file-unreadable"]


def test_a_note_that_is_not_utf8_is_refused_with_its_line(small: SmallEdition) -> None:
    path = small.note("spoilt", note())
    path.write_bytes(path.read_bytes().replace(b"wood", b"w\xffd"))
    assert {(problem.code, problem.line) for problem in small.problems()} == {("not-utf8", 4)}


def test_a_huge_note_is_refused_unread(small: SmallEdition) -> None:
    small.note("spoilt", note(body="x" * 40_000))
    assert small.codes() == ["file-too-large"]


def test_ids_are_lower_case_words(small: SmallEdition) -> None:
    small.note("Wooden_Bridge", note("new bridge"))
    assert small.codes() == ["note-id"]


def test_an_id_belongs_to_one_note(small: SmallEdition) -> None:
    small.note("more/wooden-bridge", note("new bridge"))
    (problem,) = small.problems()
    assert problem.code == "note-id-duplicate"
    assert "also that of wooden-bridge.md" in problem.message


def test_two_notes_on_the_same_words_must_agree(small: SmallEdition) -> None:
    small.note("one", note("The new bridge stood", verdict="confirmed"))
    small.note("two", note("The new bridge stood", verdict="disputed"))
    (problem,) = small.problems()
    assert (problem.code, problem.path.name) == ("note-verdicts-clash", "two.md")


def test_a_role_in_a_note_is_checked_at_its_line(small: SmallEdition) -> None:
    path = small.note("spoilt", note(body="First.\n\nThen {cite:t}`nobody`."))
    (problem,) = small.problems()
    assert (problem.code, problem.path, problem.line) == ("source-unknown", path, 15)


@pytest.mark.parametrize(
    ("spoilt", "code", "line"),
    [
        (SOURCES.replace("{checked}", "{read}"), "source-state", 1),
        (SOURCES.replace("  checked = {2026-11-01},\n", ""), "source-state", 1),
        (SOURCES.replace("  title = {The bridge falls},\n", ""), "source-field-missing", 1),
        (SOURCES.replace("{press}", "{gossip}"), "source-group", 1),
        (SOURCES + SOURCES.replace("gazette-1901", "unused"), "source-uncited", 11),
    ],
)
def test_a_spoilt_bibliography_is_refused(small: SmallEdition, spoilt: str, code: str, line: int) -> None:
    path = small.write("book/references.bib", spoilt)
    (problem,) = small.problems()
    assert (problem.code, problem.path, problem.line) == (code, path, line)


def test_a_bibliography_that_cannot_be_read_is_named(small: SmallEdition) -> None:
    small.write("book/references.bib", SOURCES + "@misc{broken, title = {\n")
    assert "source-unreadable" in small.codes()


@pytest.mark.parametrize(
    ("row", "words"),
    [("1902,4,gazette-1902", "did you mean 'gazette-1901'?"), ("1902,4,", "name one in source_ids")],
)
def test_a_row_without_a_known_source_is_refused(small: SmallEdition, row: str, words: str) -> None:
    path = small.write("data/floods.csv", f"year,height,source_ids\n1901,3,gazette-1901\n{row}\n")
    (problem,) = small.problems()
    assert (problem.code, problem.path, problem.line) == ("table-source", path, 3)
    assert "the row “1902”" in problem.message and words in problem.message


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("\ufeffyear;source_ids\n1901;gazette-1901\n", "not divided by commas"),
        ("year\tsource_ids\n1901\tgazette-1901\n", "not divided by commas"),
        (f"source_ids,note\ngazette-1901,{'a' * 140_000}\n", "cannot be read: field larger"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(small: SmallEdition, table: str, words: str) -> None:
    path = small.write("data/floods.csv", table)
    (problem,) = small.problems()
    assert (problem.code, problem.path) == ("table-source", path) and words in problem.message


def test_a_table_of_sources_alone_is_read(small: SmallEdition) -> None:
    small.write("data/floods.csv", "source_ids\ngazette-1901;gazette-1901\n")
    assert small.problems() == []


def test_a_changed_word_of_the_article_is_found_where_it_stands(small: SmallEdition) -> None:
    path = small.chapter("two", SECOND.replace("stood", "held"))
    problem = next(p for p in small.problems() if p.code == "article-differs")
    assert (problem.path, problem.line) == (path, 4)
    assert "here “held.”, in the article “stood.”" in problem.message


def test_a_forgotten_part_of_the_article_is_found(small: SmallEdition) -> None:
    small.chapter("two")
    assert "article-incomplete" in small.codes()


def test_a_paragraph_may_be_divided_where_a_sentence_ends(small: SmallEdition) -> None:
    cut = FIRST.index("Nobody")
    small.chapter("one", f"{TITLE}\n\n{FIRST[:cut].strip()}", FIRST[cut:])
    assert small.problems() == []


def test_a_paragraph_may_not_be_divided_inside_a_sentence(small: SmallEdition) -> None:
    cut = FIRST.index("was hurt")
    small.chapter("one", f"{TITLE}\n\n{FIRST[:cut].strip()}", FIRST[cut:])
    assert small.codes() == ["article-divided"]


def test_a_quote_may_not_run_over_a_division(small: SmallEdition) -> None:
    cut = FIRST.index("Nobody")
    small.chapter("one", f"{TITLE}\n\n{FIRST[:cut].strip()}", FIRST[cut:])
    small.note("spoilt", note("the bridge fell. Nobody"))
    assert small.codes() == ["quote-crosses-chapters"]


@pytest.mark.parametrize("settings", ["", "title: x\n", "title: On rivers\ndate: soon\n", "title: [\n"])
def test_settings_must_be_complete(small: SmallEdition, settings: str) -> None:
    small.write("book/edition.yml", settings)
    assert small.codes() == ["edition-settings"]


def test_an_article_that_is_not_utf8_is_refused(small: SmallEdition) -> None:
    (small.root / "book/article.txt").write_bytes(ARTICLE.encode("utf-16"))
    assert small.codes() == ["not-utf8"]


def test_every_refusal_has_a_test() -> None:
    files = [*(ROOT / "tests/engine").rglob("*.py"), *(ROOT / "tests/support").glob("*.py")]
    tests = "".join(path.read_text("utf-8") for path in files)
    assert [code for code in CODES if f'"{code}"' not in tests] == []


def test_a_problem_has_a_code_of_the_closed_list(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no-such-code"):
        Problem(tmp_path, 1, "no-such-code", "is wrong")


OWN_WORDS = """title: On rivers
date: 1901-05-01
kinds:
  gloss: {sign: '≈', meaning: Says a hard word in plain ones., motivation: describing, side: words}
  question:
verdicts: {}
"""


def test_an_edition_may_bring_kinds_of_its_own_and_no_verdicts(small: SmallEdition) -> None:
    small.write("book/edition.yml", OWN_WORDS)
    small.note("wooden-bridge", note(kind="gloss"))
    edition, problems = check(small.root)
    assert problems == [] and edition
    assert list(edition.vocabulary.kinds) == ["gloss", "question"]
    assert edition.by_id["wooden-bridge"].kind.sign == "≈"
    assert edition.by_id["wooden-bridge"].side == "words"


@pytest.mark.parametrize(
    ("spoilt", "line", "words"),
    [
        (OWN_WORDS.replace("1901-05-01", "1901"), 2, "date: must be a day such as 2020-10-22"),
        (OWN_WORDS.replace("1901-05-01", "1901-02-30"), 2, "date: must be a day such as 2020-10-22"),
        ("language: english\n" + OWN_WORDS, 1, "'english' is not a tag such as en"),
        ("licence: javascript:alert(1)\n" + OWN_WORDS, 1, "licence: must be a web address"),
        (OWN_WORDS.replace("  question:", "  gossip:"), 3, "'gossip' is not one of the engine's"),
        (OWN_WORDS.replace("side: words", "side: left"), 4, "kinds.gloss.side"),
        (OWN_WORDS.replace("describing", "guessing"), 4, "kinds.gloss.motivation"),
    ],
)
def test_a_faulty_setting_is_named_by_line(small: SmallEdition, spoilt: str, line: int, words: str) -> None:
    small.write("book/edition.yml", spoilt)
    (problem,) = small.problems()
    assert (problem.code, problem.line) == ("edition-settings", line)
    assert words in problem.message


def test_a_word_that_the_edition_left_out_is_refused(small: SmallEdition) -> None:
    small.write("book/edition.yml", OWN_WORDS)
    small.note("wooden-bridge", note(kind="gloss", verdict="confirmed"))
    assert "this edition has no verdicts" in small.problems()[0].message


def test_a_source_named_twice_is_refused(small: SmallEdition) -> None:
    small.note("wooden-bridge", note(sources="[gazette-1901, gazette-1901]"))
    assert "note-field-value" in small.codes()
