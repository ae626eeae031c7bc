"""Everything that an edition refuses, one by one: which rule, which line, and what would be right."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from postil.check import check
from postil.problems import CODES, Problem
from tests.support import ROOT
from tests.support.edition import ARTICLE, EVENT, FIRST, PERSON, SECOND, SOURCES, TITLE, SmallEdition, note


def test_the_small_edition_has_no_problems(small: SmallEdition) -> None:
    assert small.problems() == []


SPOILT_NOTES = {
    # code: (the text of the note, the line that the message must name, words that it must contain)
    "quote-missing": (note("the bridge felt"), 2, "nearest passage is “the bridge fell"),
    "quote-ambiguous": (note("river rose"), 2, "stands 2 times (1.1, 2.1); add prefix or suffix"),
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


@pytest.mark.parametrize("name", ["spoilt.txt", "spoilt.md.txt", "spoilt.markdown"])
def test_a_note_saved_under_another_ending_is_named(small: SmallEdition, name: str) -> None:
    small.write(f"book/notes/{name}", note())
    (problem,) = small.problems()
    assert (problem.code, problem.path.name) == ("note-id", name) and "then .md" in problem.message


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


@pytest.mark.parametrize(
    ("link", "refused"),
    [
        ("[[wooden-bridge]]", True),
        ("[[Wooden Bridge|the bridge]]", True),
        ("[[The bridge was of wood]]", True),
        ("[[sic]]", False),
        ("[[1]]", False),
    ],
)
def test_a_link_of_a_wiki_to_a_note_is_named_with_the_right_one(small: SmallEdition, link: str, refused: bool) -> None:
    small.note("other", note("Nobody was hurt", title="Nobody", margin="It stood.", body=f"More:\n{link} tells it."))
    found = [(problem.line, problem.message) for problem in small.problems()]
    assert found == [(14, f"'{link}' is a link of a wiki; write {{note}}`wooden-bridge`")] * refused


def test_an_id_belongs_to_one_note(small: SmallEdition) -> None:
    small.note("more/wooden-bridge", note("new bridge"))
    (problem,) = small.problems()
    assert problem.code == "note-id-duplicate"
    assert "also that of more/wooden-bridge.md" in problem.message


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


def test_one_fault_is_one_message_whoever_refers_to_what_stands_there(small: SmallEdition) -> None:
    small.write("book/apparatus/people.yml", PERSON + "  notes: [upper-bridge]\n")
    small.write("data/floods.csv", "year,source_ids\n1901,gazette-1901\n")
    small.note("other", note(margin="See {note}`upper-bridge`."))
    assert [problem.code for problem in small.problems()] == ["note-link", "note-link"]
    small.write("book/notes/more/upper-bridge.md", note(kind="gossip"))
    assert [problem.code for problem in small.problems()] == ["note-kind"]
    small.write("book/notes/more/upper-bridge.md", note())
    small.write("book/references.bib", SOURCES + "@misc{broken, title = {\n")
    assert [problem.code for problem in small.problems()] == ["source-unreadable"]


def test_a_bibliography_that_cannot_be_read_is_named(small: SmallEdition) -> None:
    small.write("book/references.bib", SOURCES + "@misc{broken, title = {\n")
    assert "source-unreadable" in small.codes()


@pytest.mark.parametrize("page", ["# Rivers\n", "# Rivers\n\n```{bibliography}\n:all:\n:list: bullet\n```\n"])
def test_sources_that_no_page_lists_are_named_where_one_is_cited(small: SmallEdition, page: str) -> None:
    small.write("book/index.md", page)
    (problem,) = small.problems()
    assert (problem.code, problem.path.name, problem.line) == ("source-unlisted", "wooden-bridge.md", 7)
    assert "put the directive {bibliography}, without :list:, on one" in problem.message


@pytest.mark.parametrize(
    "page",
    [
        "# R\n\n````{margin}\n```{bibliography}\n```\n````\n",
        "# R\n\n```{eval-rst}\n.. bibliography::\n   :style: plain\n```\n",
        "# R\n\n:::{bibliography} references.bib\n---\nfilter: docname in docnames\n---\n:::\n",
    ],
)
def test_a_page_may_list_sources_in_any_form(small: SmallEdition, page: str) -> None:
    small.write("book/index.md", page)
    assert small.problems() == []
    (small.root / "book/index.md").unlink()
    small.write("book/index.rst", "Rivers\n======\n")
    assert small.problems() == []


def test_a_note_may_end_with_its_front_matter(small: SmallEdition) -> None:
    small.note("wooden-bridge", note(margin="").rstrip())
    assert "note-empty" in small.codes() and "note-markup" not in small.codes()


def test_a_source_is_not_called_uncited_while_a_note_cannot_be_read(small: SmallEdition) -> None:
    small.note("wooden-bridge", note(tags="[a]"))
    assert small.codes() == ["note-field-unknown"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("sources", "['{cite}`gazette-1901`']"), ("via", "a b"), ("as_of", "May"), ("replaces", "[A B]")],
)
def test_what_is_wrong_with_a_value_is_said_in_words(small: SmallEdition, field: str, value: str) -> None:
    small.note("wooden-bridge", note(**{field: value}))
    (problem,) = small.problems()
    assert problem.code == "note-field-value" and "pattern" not in problem.message and "error" not in problem.message


def test_nothing_done_is_to_come(small: SmallEdition) -> None:
    small.write("book/edition.yml", "title: On rivers\nlanguage: en\ndate: 2999-05-01\n")
    small.write("book/apparatus/timeline.yml", EVENT + EVENT.replace("1901-04", "2999").replace("falls", "stands"))
    small.write("book/apparatus/people.yml", PERSON.replace("1890", "2999-01").replace("until: 1901-05, ", ""))
    small.write("book/corrections.yml", "- {note: wooden-bridge, was: Iron., now: Wood., on: 2999-01-02}\n")
    read = "source: gazette-1901\nextent: whole\nread: [{by: Ann, on: 2999-01-02}]\n"
    small.write("book/evidence/gazette.yml", read)
    found = [(p.path.name, p.line) for p in small.problems() if p.code == "date-future"]
    files = {"timeline.yml": 6, "people.yml": 1, "corrections.yml": 1, "edition.yml": 3, "gazette.yml": 1}
    assert dict(found) == files and len(found) == len(files)


def test_a_post_may_end_and_a_work_be_dated_ahead(small: SmallEdition) -> None:
    year = date.today().year + 1
    small.write("book/apparatus/people.yml", PERSON.replace("1901-05", "'2999'"))
    small.write("book/references.bib", SOURCES.replace("1901-04-02", f"{year}-04").replace("{1901}", f"{{{year}}}"))
    assert small.problems() == []


@pytest.mark.parametrize(("was", "now"), [("2026-11-01", "2999-11-01"), ("{1901", "{2999"), ("04-02", "04-02/2999")])
def test_a_work_of_a_time_to_come_is_refused(small: SmallEdition, was: str, now: str) -> None:
    small.write("book/references.bib", SOURCES.replace(was, now))
    assert [(p.code, p.line) for p in small.problems()] == [("date-future", 1)]


def test_whoever_writes_where_the_day_is_furthest_is_not_ahead(small: SmallEdition) -> None:
    there = datetime.now(timezone(timedelta(hours=14))).date()
    small.note("wooden-bridge", note(as_of=there.isoformat()))
    assert small.problems() == []


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
        ("sep=;\nyear;source_ids\n1901;gazette-1901\n", "not divided by commas"),
        ("year,source_ids\n1901,gazette-1901,more\n", "more cells than the table has columns"),
        (f"source_ids,note\ngazette-1901,{'a' * 140_000}\n", "cannot be read: field larger"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(small: SmallEdition, table: str, words: str) -> None:
    path = small.write("data/floods.csv", table)
    (problem,) = small.problems()
    assert (problem.code, problem.path) == ("table-source", path) and words in problem.message


def test_space_beside_names_and_keys_of_a_table_says_nothing(small: SmallEdition) -> None:
    small.write("data/floods.csv", "year, source_ids\n1901, gazette-1901; gazette-1901\n")
    assert small.problems() == []
    small.write("data/floods.csv", "year, source_ids\n1901, gazette-1902\n")
    assert small.codes() == ["table-source"]


def test_messages_keep_letters_as_they_are(small: SmallEdition) -> None:
    small.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\nlanguage: German\n")
    assert "such as en, de or pt-BR" in small.problems()[0].message
    small.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\n")
    small.write("book/apparatus/people.yml", PERSON + "  aliases: [Mr K, Mr K]\n")
    assert "'Mr K' stands there 2 times" in small.problems()[0].message
    twice = "passages: [{id: a, says: x}, {id: a, says: y}]"
    small.write("book/evidence/g.yml", f"source: gazette-1901\nextent: whole\n{twice}\n")
    assert next(p.message for p in small.problems() if p.path.name == "g.yml").startswith("passages.1.id: two passages")


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
        (OWN_WORDS.replace("title: On rivers", "titel: On rivers"), 1, "titel: is unknown; did you mean 'title'?"),
        (OWN_WORDS.replace("title: On rivers", "title:"), 1, "title: must be the title of the text"),
        (OWN_WORDS.replace("title: On rivers", "title: {On rivers}"), 1, "title: must be a text"),
        ("format: docx\n" + OWN_WORDS, 1, "format: must be 'plain' or 'markdown'"),
        ("title = 'On rivers'\n", 1, "must hold names and values, such as title: On rivers"),
    ],
)
def test_a_faulty_setting_is_named_by_line(small: SmallEdition, spoilt: str, line: int, words: str) -> None:
    small.write("book/edition.yml", spoilt)
    (problem,) = small.problems()
    assert (problem.code, problem.line) == ("edition-settings", line)
    assert words in problem.message


@pytest.mark.parametrize("written", ["title: On rivers #5 and #6", "title: On rivers\norigin: In box #b"])
def test_words_that_would_be_lost_as_a_comment_are_named(small: SmallEdition, written: str) -> None:
    small.write("book/edition.yml", f"# A comment\n{written}\ndate: 1901-05-01 # of the review\n")
    (problem,) = small.problems()
    assert "would be lost" in problem.message and problem.line == written.count("\n") + 2
    small.write("book/edition.yml", "title: 'On rivers #5' #one\n#two\ndate: 1901-05-01  # of the review\n")
    assert small.problems() == []


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("date: ", "date：", "fullwidth colon"),
        ("date: ", "date:\u00a0", "U+00A0 (no-break space) stands after the name"),
        ("date: ", "date:", "no space stands after the colon"),
        ("date: ", "\u3000date: ", "a line begins with U+3000 (ideographic space)"),
        ("title: On rivers\ndate: ", "title：On rivers\ndate：", "fullwidth colon"),
        ("title: On rivers\ndate: ", "title:\u202fOn rivers\ndate:\u202f", "narrow no-break space"),
    ],
)
@pytest.mark.parametrize("file", ["book/edition.yml", "book/notes/wooden-bridge.md"])
def test_what_only_looks_like_a_colon_or_a_space_is_named(
    small: SmallEdition, was: str, now: str, words: str, file: str
) -> None:
    text = "title: On rivers\ndate: 1901-05-01\n"
    small.write(file, text.replace(was, now) if file.endswith("yml") else f"---\n{text.replace(was, now)}---\nText.\n")
    (problem,) = small.problems()
    assert words in problem.message and "ordinary" in problem.message, problem
    assert problem.line == (2 if "title" not in was else 1) + file.endswith("md")


@pytest.mark.parametrize(
    "file",
    ["book/article.txt", "book/edition.yml", "book/one.md", "book/index.md", "book/references.bib", "_config.yml",
     "_toc.yml", "book/notes/wooden-bridge.md", "book/apparatus/people.yml", "book/evidence/x.yml", "data/x.csv",
     "notebooks/x.ipynb"],
)  # fmt: skip
def test_marks_of_an_unfinished_merge_are_named_in_any_file(small: SmallEdition, file: str) -> None:
    path = small.root / file
    before = path.read_text("utf-8") if path.exists() else ""
    small.write(file, f"{before}<<<<<<< HEAD\none\n||||||| 12ab\n=======\ntwo\n>>>>>>> theirs\n")
    (problem,) = [problem for problem in small.problems() if problem.code == "merge-unfinished"]
    assert (problem.path, problem.line) == (path, before.count("\n") + 1)


def test_a_page_may_show_such_marks_as_code(small: SmallEdition) -> None:
    page = (small.root / "book/index.md").read_text("utf-8")
    small.write("book/index.md", f"{page}\n```\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> theirs\n```\n")
    assert not small.problems()


def test_a_tab_may_stand_after_the_name_of_a_setting(small: SmallEdition) -> None:
    small.write("book/edition.yml", "title:\tOn rivers\ndate:\t2999-05-01\n")
    assert [(problem.code, problem.line) for problem in small.problems() if problem.code != "note-before"] == [
        ("date-future", 2)
    ]


def test_a_word_that_the_edition_left_out_is_refused(small: SmallEdition) -> None:
    small.write("book/edition.yml", OWN_WORDS)
    small.note("wooden-bridge", note(kind="gloss", verdict="confirmed"))
    assert "this edition has no verdicts" in small.problems()[0].message


def test_a_source_named_twice_is_refused(small: SmallEdition) -> None:
    small.note("wooden-bridge", note(sources="[gazette-1901, gazette-1901]"))
    assert "note-field-value" in small.codes()
