"""From found words to a note file: by command, by issue form, and again when the text was revised."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text

from postil.authoring.drafts import NewSource, id_for, locate, source_text, with_sources
from postil.authoring.issue_form import FINDING, KIND, LABELS, NAME, SINCE, SOURCES, TITLE, WORDS, Form, draft_of
from postil.commands.main import main
from postil.commands.messages import as_github
from postil.edition import read_edition
from postil.model import Quote, SourceGroup
from postil.problems import Problem
from postil.reading.files import write_again
from postil.reading.notes import read_note
from postil.sphinx.repository import Repository, repository_of
from postil.text.anchor import Anchor, find, selector
from postil.text.article import fold_quote, read_article
from tests.support import ROOT
from tests.support.edition import SmallEdition, note
from tests.support.form import FORM


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=given)


def new(small: SmallEdition, **options: str) -> Result:
    fields = {"quote": "Nobody was hurt", "title": "Three were hurt", "by": "ann", "text": "The gazette says so."}
    fields |= {"source": "gazette-1901"} | options
    given = [part for name, value in fields.items() if value for part in (f"--{name.replace('_', '-')}", value)]
    return run("new", "--root", small.root, *given)


def test_new_writes_a_note_that_passes(small: SmallEdition) -> None:
    result = new(small, kind="correction", verdict="contradicted")
    assert result.exit_code == 0, result.output
    assert "book/notes/three-were-hurt.md" in result.output
    assert small.problems() == []
    written, _ = read_note(small.root / "book/notes/three-were-hurt.md")
    assert (str(written.kind), str(written.verdict), written.by, written.sources) == (
        "correction",
        "contradicted",
        ("ann",),
        ("gazette-1901",),
    )


GLOSS = "  gloss: {sign: '≈', meaning: Says a hard word in plain ones., motivation: describing, side: words}"
OWN_KINDS = f"title: On rivers\ndate: 1901-05-01\nkinds:\n{GLOSS}\n  context:\n"


def test_new_writes_a_note_of_a_kind_of_the_editions_own(small: SmallEdition) -> None:
    small.write("book/edition.yml", OWN_KINDS)
    result = new(small, kind="gloss")
    assert result.exit_code == 0, result.output
    assert small.problems() == []


def test_new_tells_words_apart_that_stand_twice_only_with_more_words(small: SmallEdition) -> None:
    result = new(small, quote="river rose")
    assert result.exit_code == 1
    assert "stands 2 times" in result.output and "autumn the river rose" in result.output


def test_new_offers_the_nearest_passage(small: SmallEdition) -> None:
    result = new(small, quote="Nobody were hurt")
    assert result.exit_code == 1
    assert "Do you mean “Nobody was hurt” or" in result.output


def test_new_refuses_an_unknown_source_and_writes_nothing(small: SmallEdition) -> None:
    result = new(small, source="gazete-1901")
    assert result.exit_code == 1
    assert "did you mean 'gazette-1901'?" in result.output
    assert not (small.root / "book/notes/three-were-hurt.md").exists()


@pytest.mark.parametrize("address", ["https://herald.example.org/x", "10.1000/182", "https://doi.org/10.1000/182"])
def test_an_address_becomes_an_unchecked_source(small: SmallEdition, address) -> None:
    result = new(small, source=address, source_title="100 % of {it} & more", source_date="1901-04-03")
    assert result.exit_code == 0, result.output
    assert small.problems() == []
    bibliography = parse_string((small.root / "book/references.bib").read_text("utf-8"), "bibtex")
    (key,) = set(bibliography.entries) - {"gazette-1901"}
    fields = bibliography.entries[key].fields
    assert (fields["state"], fields["date"]) == ("unchecked", "1901-04-03")
    assert str(Text.from_latex(fields["title"])) == "100 % of it & more"


def test_an_address_that_is_known_is_cited_by_its_key(small: SmallEdition) -> None:
    before = (small.root / "book/references.bib").read_bytes()
    assert new(small, source="https://example.org/gazette").exit_code == 0
    assert "sources: [gazette-1901]" in (small.root / "book/notes/three-were-hurt.md").read_text("utf-8")
    assert (small.root / "book/references.bib").read_bytes() == before


def test_a_script_that_leaves_something_open_is_told_what(small: SmallEdition) -> None:
    result = new(small, title="")
    assert result.exit_code == 2
    assert "--title is missing" in result.output


def test_a_long_text_goes_on_below_the_margin(small: SmallEdition) -> None:
    assert new(small, text="This sentence has five words. " * 20).exit_code == 0
    written, problems = read_note(small.root / "book/notes/three-were-hurt.md")
    assert problems == []
    assert (len(written.margin.text.split()), len(written.body.text.split())) == (60, 40)


def test_a_note_never_writes_over_another(small: SmallEdition) -> None:
    assert new(small).exit_code == new(small).exit_code == 0
    assert (small.root / "book/notes/three-were-hurt-2.md").is_file()


@pytest.mark.parametrize(
    ("title", "id"),
    [("Zwölf élèves", "zwolf-eleves"), ("It’s the army’s", "its-the-armys"), ("Ourselves—as who?", "ourselves-as-who")],
)
def test_an_id_keeps_the_words_of_its_title_apart(title, id) -> None:
    assert id_for(title, set()) == id


@given(st.text(max_size=80), st.sets(st.sampled_from(["note", "a", "note-2"])))
def test_an_id_is_always_a_file_name_and_free(title, taken) -> None:
    id = id_for(title, taken)
    assert id not in taken and id.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" and 0 < len(id) <= 60


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60))
def test_no_title_spoils_the_bibliography(title) -> None:
    source = NewSource("k-1901", "https://example.org", title, "Ann", SourceGroup.PRESS)
    assert parse_string(source_text(source), "bibtex").entries["k-1901"].fields["state"] == "unchecked"


def test_the_form_is_the_one_that_is_read() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/note.yml").read_text("utf-8"))
    asked = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
    assert tuple(asked) == LABELS


def from_issue(small: SmallEdition, form: str) -> Result:
    return run("from-issue", "-", "--root", small.root, given=form)


SOURCE = "The Herald, It was pulled down, 3 April 1901, https://herald.example.org/1901/bridge\ngazette-1901"


def test_no_line_of_the_sources_is_lost(small: SmallEdition) -> None:
    assert from_issue(small, FORM.replace(SOURCE, "The Herald,\nhttps://herald.example.org/1")).exit_code == 0
    assert "title = {The Herald}" in (small.root / "book/references.bib").read_text("utf-8")
    result = from_issue(small, FORM.replace(SOURCE, "gazette-1901\nA. Mill, Bridges, 1899"))
    assert result.exit_code == 1
    assert "“Sources”: “A. Mill, Bridges, 1899” has no key, web address or DOI" in result.output


@pytest.mark.parametrize("day", ["3 April 1901", "April 3, 1901", "3rd April 1901.", "1901-04-03"])
def test_a_day_may_be_in_words(small: SmallEdition, day: str) -> None:
    result = from_issue(small, FORM.replace("1901-04-03", day))
    assert result.exit_code == 0, result.output
    written, _ = read_note(small.root / "book/notes/it-was-pulled-down.md")
    assert str(written.as_of) == "1901-04-03"


def test_a_filled_in_form_becomes_a_note_with_its_sources(small: SmallEdition) -> None:
    result = from_issue(small, FORM)
    assert result.exit_code == 0, result.output
    assert small.problems() == []
    written, _ = read_note(small.root / "book/notes/it-was-pulled-down.md")
    assert (written.by, written.sources) == (("Ann Example",), ("gazette-1901", "example-1901"))


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        (WORDS, "> the new bridge stood"),
        (WORDS, "“The new bridge stood”"),
        (WORDS, '> "The new bridge stood."'),
        (WORDS, "… The new bridge stood ..."),
        (WORDS, "**The new bridge stood**"),
        (WORDS, "```text\nThe new bridge stood.\n```"),
        (WORDS, "[...] “The new bridge stood.”"),
        (WORDS, "[The new bridge stood](https://example.org/#stood)"),
        (WORDS, "The [new](https://example.org/new) _bridge_ stood."),
        (KIND, "➕ context: says what a reader needs to know"),
        (SOURCES, "As {cite:p}`gazette-1901` says"),
        (SOURCES, "@gazette-1901"),
        (SOURCES, "www.example.org/pens"),
        (SOURCES, "<!-- keys or addresses -->\ngazette-1901"),
        (NAME, "[octocat](https://github.com/octocat) and @ann"),
        (KIND, "**Context**: says what a reader needs to know"),
        (SOURCES, "[Bridges and their makers](https://example.org/pens)"),
        (SOURCES, "- Bridges, <https://example.org/pens>."),
        (SOURCES, "1. `gazette-1901`"),
        (SOURCES, "> (https://example.org/pens_(bridge))"),
        (SOURCES, "see [10.1000/xyz](https://doi.org/10.1000/xyz), and *gazette-1901*"),
        (NAME, "@octocat"),
        (TITLE, "> The bridge *was* of wood"),
    ],
)
def test_forms_are_understood_as_people_fill_them_in(small: SmallEdition, label: str, answer: str) -> None:
    given = {WORDS: "The new bridge stood", KIND: "context: x", TITLE: "A bridge", FINDING: "It did.", NAME: "ann"}
    given |= {SOURCES: "gazette-1901", SINCE: "1901-05-01"} | {label: answer.replace("> the", "> The")}
    edition, _ = read_edition(small.root)
    draft, _ = draft_of(Form("\n\n".join(f"### {name}\n\n{words}" for name, words in given.items())), edition)
    assert draft.quote.exact.rstrip(".") == "The new bridge stood"
    assert draft.sources and not set("<>()[]`*").intersection("".join(draft.sources))
    assert draft.by[0] in ("ann", "octocat") and ">" not in draft.title


def test_a_source_is_known_by_its_address_and_added_once(small: SmallEdition) -> None:
    twice = "https://example.org/gazette\nhttps://example.org/new\n<https://example.org/new>"
    herald = next(line for line in FORM.split("\n") if "herald" in line)
    assert from_issue(small, FORM.replace(f"{herald}\ngazette-1901", twice)).exit_code == 0
    assert "sources: [gazette-1901, example-undated]" in (small.root / "book/notes/it-was-pulled-down.md").read_text()
    assert small.problems() == []


def test_names_may_be_parted_as_other_languages_do(small: SmallEdition) -> None:
    assert from_issue(small, FORM.replace("Ann Example", "毛先生、周先生; Ann\nBo")).exit_code == 0
    assert "by: [毛先生, 周先生, Ann, Bo]" in (small.root / "book/notes/it-was-pulled-down.md").read_text("utf-8")


def test_much_space_in_an_answer_is_read_in_one_pass(small: SmallEdition) -> None:
    """Else this takes minutes."""
    edition, _ = read_edition(small.root)
    with pytest.raises(ValueError, match="does not stand"):
        locate(Quote(f"The {' ' * 200_000}x{'…' * 50_000}"), edition.article)


@pytest.mark.parametrize(
    ("spoil", "line", "message"),
    [
        (("the bridge fell", "the bridge felt"), 3, "“the bridge felt” does not stand"),
        (("the bridge fell", "_No response_"), 1, "“The words of the text” is empty"),
        (("correction: shows", "remark: shows"), 7, "“What your note does” begins with 'remark'"),
        (("1901-04-03", "2999-04-03"), 24, "“Since when this could be known” is 2999-04-03, later than today"),
        (("1901-04-03", "last week"), 24, "“Since when this could be known” must be a date such as 1901-05-01"),
        (("It was pulled down\n\n### What", "_No response_\n\n### What"), 9, "“Your finding in one line” is empty"),
        (("The gazette says so.", "<b>So</b>"), 15, "HTML cannot stand in a note"),
        (("It was pulled down\n\n###", "It was pulled down " * 9 + "\n\n###"), 11, "title"),
        (("### Your name or handle", "### Sources\n\nx\n\n### Your name or handle"), 28, "“Sources” is a heading on"),
    ],
)
def test_a_form_that_lacks_something_is_refused_with_what_it_lacks(small: SmallEdition, spoil, line, message) -> None:
    spoilt = FORM.replace(*spoil)
    assert spoilt != FORM
    result = from_issue(small, spoilt)
    assert result.exit_code == 1
    assert f"<stdin>:{line}: {message}" in result.output
    assert sorted(path.name for path in (small.root / "book/notes").iterdir()) == ["wooden-bridge.md"]


def test_a_form_without_sources_is_refused_but_for_questions(small: SmallEdition) -> None:
    bare = FORM[: FORM.index("### Sources")] + FORM[FORM.index("### Since") :]
    assert "all but a question need one" in from_issue(small, bare).output
    assert from_issue(small, bare.replace("correction: shows", "question: asks")).exit_code == 0


ARTICLES = st.lists(st.text(st.sampled_from("ab .”'"), min_size=1, max_size=30), min_size=1, max_size=3).map(
    lambda blocks: read_article("\n\n".join(blocks))
)


@given(ARTICLES, st.data())
def test_a_selector_leads_back_to_its_place_alone(article, data) -> None:
    if not article.paragraphs:
        return
    paragraph = data.draw(st.sampled_from(article.paragraphs))
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.text)))
    words = paragraph.text[start:end]
    if words != words.strip():
        return
    anchor = Anchor(paragraph.number, start, end)
    try:
        quote = selector(anchor, article)
    except ValueError:
        others = [p for p in article.paragraphs if p is not paragraph and fold_quote(words) in fold_quote(p.text)]
        assert others or fold_quote(paragraph.text).count(fold_quote(words)) > 1
    else:
        assert find(quote, article) == [anchor]


def revise(small: SmallEdition, old: str, new: str) -> None:
    for path in [small.root / "book/article.txt", *(small.root / "book").glob("*.md")]:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_after_a_small_revision_notes_find_their_words_again(small: SmallEdition) -> None:
    small.note("hurt", note("It rose “very high”, and the bridge fell", title="x"))
    revise(small, "and the bridge fell", "and the old bridge fell")
    assert [problem.code for problem in small.problems()] == ["quote-missing", "quote-missing"]
    result = run("reanchor", "--root", small.root)
    assert result.exit_code == 1 and "safe" in result.output
    assert len(small.problems()) == 2, "without --apply nothing is written"
    assert run("reanchor", "--root", small.root, "--apply").exit_code == 0
    assert small.problems() == []
    assert "It rose “very high”, and the old bridge fell" in (small.root / "book/notes/hurt.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("new", "words"),
    [("the bridge, fell.", "quote: the bridge, fell\n"), ("THE BRIDGE FELL.", "quote: THE BRIDGE FELL\n")],
)
def test_a_quote_takes_no_mark_that_it_did_not_have(small: SmallEdition, new: str, words: str) -> None:
    revise(small, "the bridge fell.", new)
    assert run("reanchor", "--root", small.root, "--apply").exit_code == 0
    assert words in (small.root / "book/notes/wooden-bridge.md").read_text("utf-8")
    assert small.problems() == []


@pytest.mark.parametrize("command", ["from-issue", "new", "reanchor", "export"])
def test_on_a_full_disk_nothing_is_written_half(small: SmallEdition, monkeypatch, command: str) -> None:
    revise(small, *(("the bridge fell", "the bridges fell") if command == "reanchor" else ("", "")))
    small.write("made/notes.csv", "what was there")
    before = {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}
    write = Path.write_text

    def full(path: Path, text: str, *given, **named) -> int:
        write(path, text[: len(text) // 2], *given, **named)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    options = ("--quote", "Nobody was hurt", "--kind", "question", "--title", "T", "--by", "ann", "--text", "Who?")
    root = ("--root", small.root)
    given = {
        "new": ("new", *options, *root),
        "reanchor": ("reanchor", "--apply", *root),
        "from-issue": ("from-issue", "-", *root),
        "export": ("export", small.root, "--to", small.root / "made"),
    }[command]
    result = run(*given, given=FORM)
    told = r"(?:Error: /\S+/\S+\.(?:md|bib|jsonld): |wooden-bridge: .*)no space left"
    assert result.exit_code == 1 and re.search(told, result.output)
    assert {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("new", ["the bridge never fell", "the 2 bridges fell"])
def test_a_negation_and_a_number_are_never_taken_over_unseen(small: SmallEdition, new: str) -> None:
    path = small.note("wooden-bridge", note("It rose “very high”, and the bridge fell. Nobody was hurt."))
    before = path.read_bytes()
    revise(small, "the bridge fell", new)
    result = run("reanchor", "--root", small.root, "--apply")
    assert result.exit_code == 1 and "a number or a negation is another" in result.output
    assert path.read_bytes() == before


def test_reanchoring_leaves_every_other_line_as_it_was(small: SmallEdition) -> None:
    path = small.note(
        "hurt", note("Nobody was hurt", prefix="'fell.'", margin="It says: quote: Nobody.") + "# odd end "
    )
    before = path.read_text("utf-8").split("\n")
    revise(small, "Nobody was hurt", "Nobody got hurt")
    assert run("reanchor", "--root", small.root, "--apply").exit_code == 0
    after = path.read_text("utf-8").split("\n")
    assert [line for line in before if not line.startswith(("quote", "prefix"))] == [
        line for line in after if not line.startswith(("quote", "prefix"))
    ]


@pytest.mark.parametrize(
    ("new_words", "reason"),
    [
        ("Two children drowned", "a number or a negation"),
        ("Some were not hurt", "a number or a negation"),
        ("Nobody in the valley below was badly hurt", "have changed much"),
        ("Nobody was hurt. Nobody was hurt", "stand 2 times"),
    ],
)
def test_what_is_not_sure_is_named_and_left(small: SmallEdition, new_words, reason) -> None:
    path = small.note("hurt", note("Nobody was hurt"))
    before = path.read_bytes()
    revise(small, "Nobody was hurt", new_words)
    result = run("reanchor", "--root", small.root, "--apply")
    assert result.exit_code == 1 and reason in result.output
    assert path.read_bytes() == before


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(small: SmallEdition) -> SmallEdition:
    small.note("goes", note("Nobody was hurt", title="It goes"))
    git(small.root, "init", "--quiet")
    git(small.root, "add", "--all")
    git(small.root, "commit", "--quiet", "--message", "first")
    return small


def test_a_note_that_cannot_be_read_is_named_without_its_words(repository: SmallEdition) -> None:
    repository.note("comes", note("In autumn", margin="<script>alert(1)</script>"))
    text = run("diff", "HEAD", "--root", repository.root).output
    assert text.startswith("### Notes: 1 unreadable\n")
    assert "**comes.md** cannot be read" in text and "script" not in text


def test_notes_of_a_kind_of_the_editions_own_are_compared(repository: SmallEdition) -> None:
    repository.write("book/edition.yml", OWN_KINDS)
    repository.note("comes", note("In autumn", kind="gloss"))
    assert run("diff", "HEAD", "--root", repository.root).output.startswith("### Notes: 1 added\n")


def test_a_summary_names_passage_and_text(repository: SmallEdition) -> None:
    repository.note("comes", note("In autumn", title="It comes", margin="Hello @everyone and *all*."))
    repository.note("wooden-bridge", note(title="The bridge was of oak"))
    (repository.root / "book/notes/goes.md").unlink()
    text = run("diff", "HEAD", "--root", repository.root).output
    assert text.startswith("### Notes: 1 added, 1 changed, 1 removed\n")
    assert "paragraph 2, sentence 1: **In autumn** the river rose again." in text
    assert "> Hello @\u200beveryone and \\*all\\*." in text
    assert "- *title* was: The bridge was of wood" in text and "- *title* is: The bridge was of oak" in text
    assert "digest" not in text and "statements" not in text


def test_a_summary_says_words_that_a_note_is_on_as_they_stand(repository: SmallEdition) -> None:
    repository.note("goes", note("Nobody was", title="It goes", suffix="hurt"))
    text = run("diff", "HEAD", "--root", repository.root).output
    assert "- *quote* was: “Nobody was hurt”\n- *quote* is: “Nobody was” hurt" in text


def as_on_windows(edition: SmallEdition) -> None:
    """End the lines of all files of the edition as Windows does."""
    for path in (path for path in (edition.root / "book").rglob("*") if path.is_file()):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def test_other_ends_of_lines_are_no_change(repository: SmallEdition) -> None:
    as_on_windows(repository)
    assert run("diff", "HEAD", "--root", repository.root).output == "### Notes: no changes\n"


def test_what_is_written_again_ends_its_lines_as_before(repository: SmallEdition) -> None:
    as_on_windows(repository)
    revise(repository, "the bridge fell", "the bridges fell")
    assert run("reanchor", "--root", repository.root, "--apply").exit_code == 0
    source = NewSource("new-1901", "https://example.org", "A title", "Ann", SourceGroup.PRESS, "1901")
    path = repository.root / "book/references.bib"
    write_again(path, with_sources(path, [source]))
    for name in ("notes/wooden-bridge.md", "references.bib"):
        lines = (repository.root / "book" / name).read_bytes().splitlines(keepends=True)
        assert all(line.endswith(b"\r\n") for line in lines), name


def test_a_summary_calls_nobody_and_opens_no_link(repository: SmallEdition) -> None:
    (repository.root / "book/notes/link.md").symlink_to("goes.md")
    (repository.root / os.fsdecode(b"book/notes/\xff\n@all.md")).write_text("")
    repository.note("keys", note("In autumn", sources='["x` @everyone"]'))
    repository.note("math", note("In autumn", title="$\\\\href{x}{y}$"))
    text = run("diff", "HEAD", "--root", repository.root).output
    assert text.startswith("### Notes: 1 added, 3 unreadable\n")
    assert "@everyone" not in text and "@all" not in text and "\\udcff" in text
    assert "\\$" in text


def test_a_commit_that_git_does_not_know_is_refused(repository: SmallEdition) -> None:
    for base in ("no-such-commit", "--output=x"):
        result = run("diff", "--root", repository.root, "--", base)
        assert result.exit_code == 1
        assert f"cannot compare with '{base}': there is no commit '{base}'" in result.output


def test_a_repository_without_a_commit_is_said_to_be_one(small: SmallEdition) -> None:
    settings = (small.root / "book/edition.yml").read_text("utf-8")
    small.write("book/edition.yml", f"{settings}version: '1.0'\n")
    git(small.root, "init", "--quiet")
    for command in (["diff", "HEAD", "--root", small.root], ["release", small.root]):
        result = run(*command)
        assert result.exit_code == 1 and "the repository has no commit yet" in result.output


def test_addresses_in_the_repository_hold_any_name() -> None:
    repository = Repository("https://github.com/a/b", "main", "my docs #1", Path("book/notes"))
    assert repository.edit(Path("book/50%.md")) == "https://github.com/a/b/edit/main/my%20docs%20%231/book/50%25.md"


@pytest.mark.parametrize(
    ("folder", "place"),
    [("docs", "docs/"), ("./docs/", "docs/"), ("/a//b", "a/b/"), (".", ""), ("./", ""), ("", ""), (None, "")],
)
def test_the_folder_of_the_book_may_be_written_in_any_way(folder: str | None, place: str) -> None:
    options = {"repository_url": "https://github.com/a/b/", "path_to_docs": folder}
    repository = repository_of(SimpleNamespace(html_theme_options=options, postil_root="book"))
    assert repository and repository.view(Path("x.md")) == f"https://github.com/a/b/blob/main/{place}x.md"


@pytest.mark.parametrize("home", ["", "https://github.com/executablebooks/jupyter-book"])
def test_a_book_that_names_no_repository_has_none(home: str) -> None:
    """Where `_config.yml` names none, Jupyter Book names its own."""
    assert repository_of(SimpleNamespace(html_theme_options={"repository_url": home}, postil_root="book")) is None


def test_github_is_told_of_files_from_the_root_of_the_repository(tmp_path: Path) -> None:
    edition = SmallEdition(tmp_path / "repository/docs")
    edition.note("spoilt", note("the bridge felt"))
    command = ["check", str(edition.root), "--format", "github"]
    for workspace in (tmp_path / "repository", tmp_path / "elsewhere"):
        line = CliRunner().invoke(main, command, env={"GITHUB_WORKSPACE": str(workspace)}).stdout
        assert line.startswith(f"::error file={'docs/' * (workspace.name == 'repository')}book/notes/spoilt.md,line=2")


def test_problems_as_json_and_as_annotations(small: SmallEdition) -> None:
    small.note("spoilt", note("the bridge felt"))
    (problem,) = json.loads(run("check", small.root, "--format", "json").stdout)
    assert (problem["file"], problem["line"], problem["code"]) == ("book/notes/spoilt.md", 2, "quote-missing")
    line = run("check", small.root, "--format", "github").stdout.strip()
    assert line.startswith("::error file=book/notes/spoilt.md,line=2,title=quote-missing::the quote “the bridge felt”")


def test_the_column_is_said_where_it_is_known(small: SmallEdition) -> None:
    small.note("hidden", note("the bridge fell", title="A b\u200bc", margin="It was\u202e of wood."))
    (line,) = run("check", small.root).stdout.strip().splitlines()
    assert line.startswith("book/notes/hidden.md:4:11: the invisible character U+200B (zero width space)")
    (problem,) = json.loads(run("check", small.root, "--format", "json").stdout)
    assert (problem["line"], problem["column"]) == (4, 11)
    annotation = run("check", small.root, "--format", "github").stdout.strip()
    assert annotation.startswith("::error file=book/notes/hidden.md,line=4,col=11,title=character-unseen::")


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("book/article.txt", b"On rivers\n\n\xc3\xa9\xc3\xa9\xff", "book/article.txt:3:3: is not UTF-8"),
        ("book/edition.yml", b"title: a: b\n", "book/edition.yml:1:9: cannot be read"),
        ("_toc.yml", b"format: jb-book\nroot: [\n", "_toc.yml:3:1: cannot be read"),
        ("book/one.md", b"# One\n\n:::{article}\nOn rivals\n:::\n", "book/one.md:4:7: differs from article.txt"),
        ("book/one.md", b"# One\n\n:::{article}\nIt\n:::\n", "book/one.md:4:1: differs from article.txt: here “It”"),
        ("book/notes/a.md", b"---\nquote: [\n---\nIt.\n", "book/notes/a.md:3:1: the front matter"),
        ("book/apparatus/people.yml", b"- id: a\n  id: b\n", "book/apparatus/people.yml:2:3: is not plain YAML"),
    ],
)
def test_faults_of_form_are_named_by_line_and_column(
    small: SmallEdition, name: str, content: bytes, place: str
) -> None:
    path = small.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    said = [str(replace(problem, path=problem.path.relative_to(small.root))) for problem in small.problems()]
    assert any(line.startswith(place) for line in said), said


def test_nothing_in_a_message_ends_an_annotation_early() -> None:
    (line,) = as_github([Problem(Path("a,b:c\n.md"), 0, "note-id", "50 %\n::error::")])
    assert line == "::error file=a%2Cb%3Ac%0A.md,line=1,title=note-id::50 %25\\u000a::error::"


@pytest.mark.parametrize(
    "copied",
    [
        "the o\ufb03ce of the bridge", "the of- fice of the bridge", "the of-\nfice of the bridge", "[the last]",
        "THE OFFICE OF THE BRIDGE", "the office -- the last", "the office - the last", "the last... and", "the last.",
        "春天來了, 河水\n漲得",
    ],
)  # fmt: skip
def test_words_that_were_copied_from_a_pdf_are_those_of_the_text(copied: str) -> None:
    words = (
        "So the office of the bridge, then.\n\nIt was the office—the last… and no more.\n\n春天來了，河水漲得很高。\n"
    )
    article = read_article(words)
    assert len(find(locate(Quote(copied), article), article)) == 1


@pytest.mark.parametrize("other", ["the officer of the bridge", "the 2 offices", " ", "\u00ad"])
def test_words_of_other_letters_are_not(other: str) -> None:
    with pytest.raises(ValueError, match=r"does not stand|holds no words"):
        locate(Quote(other), read_article("So the office of the bridge, then.\n"))


@pytest.mark.parametrize(
    ("answer", "other", "field", "value"),
    [
        ("Ann Example", "Ann Lee <ann@x.example>, bo@y.example", "by", ["Ann Lee", "bo"]),
        ("Ann Example", "<b>Ann</b>\n---\n", "by", ["Ann"]),
        ("the bridge fell", "<blockquote>the bridge fell</blockquote>", "quote", "the bridge fell"),
        ("correction: shows", "- [ ] context: explains\n- [x] correction: shows", "kind", "correction"),
        (
            "gazette-1901\n",
            "https://x.example/a, https://y.example/b\n",
            "sources",
            ["example-1901", "x-undated", "y-undated"],
        ),
    ],
)
def test_nothing_of_an_answer_is_lost_and_no_address_for_mail_is_published(
    small: SmallEdition, answer: str, other: str, field: str, value: object
) -> None:
    made = run("from-issue", "-", "--root", small.root, given=FORM.replace(answer, other, 1))
    assert made.exit_code == 0, made.output
    (path,) = set((small.root / "book/notes").iterdir()) - {small.root / "book/notes/wooden-bridge.md"}
    assert yaml.safe_load(path.read_text("utf-8").split("---")[1])[field] == value
