"""From a text to the files of an edition: where it is cut, what is refused, and that nothing of it is lost."""

from __future__ import annotations

import compileall
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from postil.authoring.new_edition import (
    LONGEST_CHAPTER,
    MOST_CHAPTERS,
    About,
    chapters,
    edition_files,
    guess_title,
)
from postil.check import check
from postil.commands.main import main
from postil.text.article import read_article
from postil.text.forms import Form
from postil.text.received import receive
from tests.support import ROOT

ABOUT = About("On rivers", "Ann Example", date(1901, 5, 1), "The editors")
LINE = "The river rose, and the bridge fell once more in spring.\n"  # eleven words


def init(tmp_path: Path, content: bytes, *options: str, name: str = "text.txt") -> tuple[Result, Path]:
    text = tmp_path / name
    text.write_bytes(content)
    folder = tmp_path / "edition"
    return CliRunner().invoke(main, ["init", str(text), str(folder), *options]), folder


def titles(text: str) -> list[str]:
    return [chapter.title for chapter in chapters(read_article(text, "On rivers", markdown=text.startswith("#")))]


def test_a_date_that_nobody_told_is_not_taken_in_silence(tmp_path: Path) -> None:
    told, _ = init(tmp_path, b"On rivers\n\nIt rose.\n", "--date", "1901-05-01")
    (tmp_path / "other").mkdir()
    silent, _ = init(tmp_path / "other", b"On rivers\n\nIt rose.\n")
    assert "--date" not in told.stderr and f"{date.today()}. --date says another" in silent.stderr


def test_a_text_is_cut_at_its_headings() -> None:
    text = "# On rivers\n\n## Spring\n\nIt rose.\n\n## Autumn ##\n\nIt fell.\n"
    assert titles(text) == ["Spring", "Autumn"]
    assert titles("CHAPTER I\n\nIt rose.\n\nChapter 2. Autumn\n\nIt fell.") == ["CHAPTER I", "Chapter 2. Autumn"]


def test_a_text_without_headings_is_cut_by_length_at_ends_of_paragraphs() -> None:
    parts = chapters(read_article("\n\n".join([LINE * 20] * 30)))
    assert len(parts) == 3
    assert {part.words for part in parts} == {2200}


@given(st.lists(st.integers(1, 400), min_size=1, max_size=60), st.booleans())
def test_no_paragraph_is_lost_and_no_chapter_empty(sizes: list[int], headed: bool) -> None:
    text = "\n\n".join(("# One\n\n" if headed else "") + "word " * size for size in sizes)
    article = read_article(text)
    parts = chapters(article)
    assert [paragraph for part in parts for paragraph in part.paragraphs] == list(article.paragraphs)
    assert all(part.paragraphs and part.title for part in parts)
    assert len(parts) <= MOST_CHAPTERS
    longest = max(sizes)
    assert headed or all(part.words <= LONGEST_CHAPTER + longest for part in parts)


@pytest.mark.parametrize(
    "paragraph",
    [
        ":::{note}\nNot a note.\n:::",
        ":a: b",
        "---\nx: y\n---",
        "    four spaces before words",
        "# A heading",
        "```{raw} html\n<script>alert(1)</script>\n```",
        "$title and ${title} and %(title)s",
        "“Quoted” *stars* [a link](b) & <b>tags</b>",
        "One\tline  with spaces  ",
        "      A CENTRED TITLE\n\n   an indented line\n     and another",
    ],
)
def test_whatever_the_text_holds_the_edition_has_no_problems(tmp_path: Path, paragraph: str) -> None:
    result, folder = init(tmp_path, f"On rivers\n\nIt rose.\n\n{paragraph}\n\nIt fell.\n".encode())
    assert result.exit_code == 0, result.output
    edition, problems = check(folder)
    assert problems == []
    assert paragraph.strip() in edition.article.text


def test_signs_of_a_pdf_are_hints_and_no_word_changes(tmp_path: Path) -> None:
    result, folder = init(tmp_path, "On rivers\n\nThe ﬁrst ﬂood rose.\n".encode(), "--date", "1901-05-01")
    assert "text.txt:3: letters such as “ﬁ” are one sign" in result.output
    assert "ﬁrst ﬂood" in (folder / "book/article.txt").read_text("utf-8")


def test_the_title_is_taken_from_the_text_and_the_first_note_asks(tmp_path: Path) -> None:
    _, folder = init(tmp_path, b"# On rivers\n\nIt rose.\n", "--date", "1901-05-01", name="text.md")
    edition, _ = check(folder)
    assert edition.settings.title == "On rivers"
    assert [(note.quote.exact, str(note.kind)) for note in edition.notes] == [("It rose.", "question")]


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (b"one\ntw\xff", (), "text.txt:2:3: is not UTF-8 text"),
        (b" \n\n 12 --", (), "has no words"),
        (b"{\\rtf1\\ansi Hello.}", (), "text.txt:1:1: is RTF; save its text alone"),
        (b"%PDF-1.4\nHello", (), "is PDF"),
        (b"PK\x03\x04\x14\0\xff", (), "is a document such as .docx"),
        ("It rose.".encode("utf-16"), (), "looks like UTF-16; if it is, run: iconv -f UTF-16 -t UTF-8 OLD"),
        (b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html>\n<p>It rose.", (), "is a page of HTML"),
        (b"<?xml version='1.0'?><html><p>It rose.</p></html>", (), "is a page of HTML"),
        (b"one\0", (), "text.txt:1:4: the character U+0000 cannot be printed"),
        (b"words", ("--date", "190"), "the date '190' is not a day"),
        (b"words", ("--date", "2999-01-01"), "later than today"),
        (b"words", ("--language", "Klingon"), "the language 'Klingon' is not a tag"),
        (b"words", ("--repository", "github"), "'github' is not an address"),
        (b"words", ("--licence", "CC BY"), "the licence 'CC BY' is not a web address such as https://"),
        (b"words", ("--editors", "E" * 81), "must be named in at most 80 letters"),
    ],
)
def test_what_cannot_be_an_edition_is_refused_and_nothing_written(
    tmp_path: Path, content: bytes, options: tuple[str, ...], message: str
) -> None:
    result, _ = init(tmp_path, content, *options)
    assert result.exit_code == 1
    assert message in result.output and "Traceback" not in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["text.txt"]


def test_a_text_that_begins_with_a_long_paragraph_needs_a_title(tmp_path: Path) -> None:
    result, folder = init(tmp_path, b"word " * 100)
    assert result.exit_code and "--title is missing" in result.output and not folder.exists()
    assert init(tmp_path, b"word " * 100, "--title", "Words")[0].exit_code == 0


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition/mine").touch()
    result, folder = init(tmp_path, b"It rose.")
    assert result.exit_code == 1 and "is not empty" in result.output
    assert [path.name for path in folder.iterdir()] == ["mine"]


def test_what_is_said_of_a_text_is_kept_in_a_line_that_can_be_seen(tmp_path: Path) -> None:
    said = ("--editors", "The\n- editors\x01", "--author", "A\u202e\nB", "--origin", "C\n\n```\x1b[31mD")
    result, folder = init(tmp_path, b"It rose.\n\nIt fell.", *said)
    assert result.exit_code == 0 and check(folder)[1] == []
    assert "editors: The - editors\n" in (folder / "book/edition.yml").read_text("utf-8")


@pytest.mark.parametrize("title", ["  ", "\x07", "\u200b"])
def test_a_title_that_nobody_sees_is_refused(tmp_path: Path, title: str) -> None:
    result, folder = init(tmp_path, b"It rose.\n", "--title", title)
    assert result.exit_code == 1 and "--title" in result.output
    assert not folder.exists()


def test_the_next_command_can_be_copied_whatever_the_folder_is_called(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("It rose.\n", "utf-8")
    folder = tmp_path / "a & b's"
    result = CliRunner().invoke(main, ["init", str(tmp_path / "text.txt"), str(folder)])
    assert f"cd {shlex.quote(str(folder))} && make book" in result.output


def test_an_edition_may_be_made_in_the_empty_folder_where_one_is(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "text.txt").write_text("It rose.\n\nIt fell.\n", "utf-8")
    monkeypatch.chdir(tmp_path / "here")
    given = ("--title", "T", "--author", "A", "--date", "1901-05-01", "--editors", "E")
    assert CliRunner().invoke(main, ["init", "../text.txt", ".", *given]).exit_code == 0
    assert check(tmp_path / "here")[1] == [] and not list(tmp_path.glob("here/.-*"))


def test_what_an_installation_leaves_in_the_template_is_passed_over() -> None:
    compileall.compile_dir(str(ROOT / "src/postil/template/tests"), quiet=1)
    assert not [name for name in dict(edition_files("It rose.", ABOUT)) if "__pycache__" in name]


def test_line_ends_are_made_the_same() -> None:
    assert receive("\ufeffone\r\ntwo\rthree".encode()) == "one\ntwo\nthree"


TEMPLATE = ROOT / "src/postil/template"
SHARED = sorted(
    path.relative_to(TEMPLATE).as_posix()
    for path in TEMPLATE.rglob("*")
    if path.is_file() and path.relative_to(TEMPLATE).parts[0] in (".ci", ".github", "requirements", "tools")
)
OWN_JOBS = ".github/workflows/check.yml"  # an edition has fewer: it does not test the engine


def test_the_template_holds_no_links() -> None:
    """A checkout on Windows makes text files of them."""
    assert [path for path in TEMPLATE.rglob("*") if path.is_symlink()] == []


@pytest.mark.parametrize("name", [*(name for name in SHARED if name != OWN_JOBS), "requirements.txt"])
def test_what_new_editions_share_is_this_repositorys_own(name: str) -> None:
    assert (TEMPLATE / name).read_bytes() == (ROOT / name).read_bytes(), "run: make template"


def test_a_new_edition_holds_them_and_names_the_engine_that_made_it() -> None:
    made = dict(edition_files("It rose.", ABOUT))
    assert set(SHARED) <= set(made)
    assert "stills: .venv/stills" in made["Makefile"]
    assert "all: pack epub" in made["Makefile"] and "pack: pdf\n\t$(BIN)/postil pack\n" in made["Makefile"]
    for name in ("requirements.txt", "requirements/paper.txt", "requirements/stills.txt"):
        first, *pins = made[name].splitlines()
        assert first.startswith("postil") and all("==" in pin for pin in pins)


def test_what_the_front_matter_says_is_taken_and_an_option_goes_before_it(tmp_path: Path) -> None:
    said = "layout: post\ntitle: 'On Rain: a short history'\nauthor: [{name: Ann}, Bo]\ndate: 2015-03-02 10:00:00\n"
    front = f"---\n{said}---\n"
    result, folder = init(tmp_path, f"{front}\nIt *rained*.\n".encode(), "--author", "Cy", name="rain.md")
    assert result.exit_code == 0, result.output
    edition, problems = check(folder)
    assert problems == [] and "layout" not in edition.article.text
    assert (edition.settings.title, str(edition.settings.date)) == ("On Rain: a short history", "2015-03-02")
    assert "Cy" in (folder / "book/index.md").read_text("utf-8")
    assert edition.settings.author == "Cy"


@pytest.mark.parametrize(
    "front",
    [
        "% On No\n% Ann Lee; Bo\n% 2 March 2015\n",
        "% On\n  No\n% Ann Lee;\n  Bo\n% March 2, 2015\n",
        "---\ntitle: On No\nauthor: [Ann Lee, Bo]\ndate: 2. 3. 2015\n---\n".replace("2. 3. 2015", "March 2nd, 2015"),
        "+++\ntitle = 'On No'\nauthors = ['Ann Lee', 'Bo']\ndate = 2015-03-02\n+++\n",
        '{\n  "title": "On No",\n  "author": ["Ann Lee", "Bo"],\n  "date": "2015-03-02"\n}\n',
        "Title: On No\nAuthor: Ann Lee,\n    Bo\nBase Header Level: 2\nDate: 2015-03-02\n",
        "---\ntitle: On No\nauthor:\n- name: Ann Lee\n- Bo\ndate: 2015-03-02T10:00:00Z\n...\n",
    ],
)
def test_front_matter_is_read_in_the_forms_that_programs_write(tmp_path: Path, front: str) -> None:
    _, folder = init(tmp_path, f"{front}\nIt rained.\n".encode(), name="rain.qmd")
    edition, problems = check(folder)
    assert problems == [] and edition.article.text.strip() == "It rained."
    settings = edition.settings
    assert (settings.title, settings.author, str(settings.date)) == ("On No", "Ann Lee, Bo", "2015-03-02")


def test_words_of_front_matter_are_no_truth_values(tmp_path: Path) -> None:
    _, folder = init(tmp_path, b"---\ntitle: No\nlang: no\nauthor: 42\ndraft: no\n---\n\nDet steg.\n", name="no.md")
    settings = check(folder)[0].settings
    assert (settings.title, settings.language, settings.author) == ("No", "no", "42")


@pytest.mark.parametrize("head", ["# On *rain* #", "# [On rain](https://example.org)", "**On rain**", "On rain\n===="])
def test_the_title_of_a_text_of_markdown_has_no_marks(tmp_path: Path, head: str) -> None:
    _, folder = init(tmp_path, f"{head}\n\nIt rained.\n".encode(), name="rain.md")
    edition, problems = check(folder)
    assert problems == [] and edition.settings.title == "On rain"
    assert [paragraph.number for paragraph in edition.article.paragraphs] == [0, 1]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "---\ntitle: On rain: a history\n---\n\nIt rose.\n",
            "text.md:2:15: front matter cannot be read: mapping values",
        ),
        (
            "---\ntitle: On rain\ndate: 2015-02-31\n---\n\nIt rose.\n",
            "text.md:3:7: front matter cannot be read: '2015-02-31'",
        ),
        ("---\n# mine\na: [\n---\n\nIt rose.\n", "text.md:4:1: front matter cannot be read: expected"),
        ("---\ntitle: On rain\n---\n\n***\n", "text.md:4:1: has no words"),
        ("---\ndate: spring 1850\n---\n\nIt rose.\n", "text.md: the date 'spring 1850' is not a day"),
        ("+++\ntitle = On rain\n+++\n\nIt rose.\n", "text.md:2:9: front matter cannot be read: Invalid value"),
    ],
)
def test_front_matter_that_cannot_be_read_is_named_by_line_and_column(tmp_path: Path, text: str, fault: str) -> None:
    result, folder = init(tmp_path, text.encode(), name="text.md")
    assert result.exit_code == 1 and fault in result.output and not folder.exists()


SUBRIP = """1
00:00:01,000 --> 00:00:03,000
It <i>rose</i>
in spring.

2
00:00:03,500 --> 00:00:05,000
{\\an8}It fell.

3
00:01:10,000 --> 00:01:12,000
- Who saw it?
- I did.
"""
WEBVTT = """WEBVTT - On rivers

NOTE by hand

first
00:01.000 --> 00:03.000 align:start
<v Ann>It rose &amp; fell.

00:03.500 --> 00:05.000
<v.loud Bo>When?
"""


def test_subtitles_become_a_transcript_with_times(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
    result, folder = init(tmp_path / "a", SUBRIP.encode(), name="talk.srt")
    assert result.exit_code == 0 and "“talk”" in result.output
    assert (folder / "book/article.txt").read_text("utf-8") == (
        "[00:00:01] It rose in spring. It fell.\n\n[00:01:10] – Who saw it?\n\n[00:01:10] – I did.\n"
    )
    result, folder = init(tmp_path / "b", WEBVTT.encode(), name="talk.vtt")
    assert "“On rivers”" in result.output
    assert (folder / "book/article.txt").read_text("utf-8") == (
        "[00:00:01] Ann: It rose & fell.\n\n[00:00:03] Bo: When?\n"
    )
    assert not check(folder)[1]


def test_front_matter_in_toml_is_read(tmp_path: Path) -> None:
    text = "+++\ntitle = 'On rain'\ndate = 2015-03-02T10:00:00Z\nauthors = ['Ann']\n+++\n\nIt rose.\n"
    _, folder = init(tmp_path, text.encode(), name="text.md")
    edition, problems = check(folder)
    assert problems == [] and edition.article.text.strip() == "It rose."
    assert (edition.settings.title, str(edition.settings.date)) == ("On rain", "2015-03-02")


def test_lists_tables_and_code_are_no_verse(tmp_path: Path) -> None:
    text = "# On rain\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx = 1\ny = 2\n```\n"
    _, folder = init(tmp_path, text.encode(), name="text.md")
    assert check(folder)[0].settings.form == Form.PROSE


@pytest.mark.parametrize(
    ("front", "language", "day"),
    [
        ("lang: German\ndate: 1901", "de", "1901-01-01"),
        ("lang: Deutsch\ndate: 1901-04", "de", "1901-04-01"),
        ("lang: pt_BR\ndate: 1901-04-02", "pt-BR", "1901-04-02"),
    ],
)
def test_front_matter_as_people_write_it(tmp_path: Path, front: str, language: str, day: str) -> None:
    result, folder = init(tmp_path, f"---\ntitle: Fluss\n{front}\n---\n\nEr stieg.\n".encode(), name="text.md")
    settings = check(folder)[0].settings
    assert (settings.language, str(settings.date)) == (language, day)
    assert ("the first day is taken" in result.stderr) == (day.endswith("-01"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("From: Ann <ann@example.org>\nDate: 4 May\nSubject: Re: the boat\n\nYes.\n", "Re: the boat"),
        ("The Project Gutenberg eBook of X\n\nThis is for\nall.\n\nTitle: Rivers\n\nIt rose.\n", "Rivers"),
        ("It rose.\n\nSubject: none\n", "It rose."),
    ],
)
def test_a_field_at_the_head_may_say_the_title(text: str, title: str) -> None:
    assert guess_title(text) == title


def test_what_a_text_looks_like_is_said_with_the_reason(tmp_path: Path) -> None:
    for text, told in (
        (
            "Mill\n\nIt goes by night,\nThe flour is white,\nIt goes by day,\nAnd so we stay.\n",
            "like verse: its lines rhyme.",
        ),
        ("On rain\n\nIt rose.\n\nIt fell.\n", "like prose: its lines are"),
        ("Talk\n\nAnn: So?\n\nBo: Yes.\n\nAnn: Ah.\n", "like dialogue: speakers are named, such as “Ann” and “Bo”."),
    ):
        result, folder = init(tmp_path, text.encode())
        assert told in result.stderr and "--form" in result.stderr
        shutil.rmtree(folder)
    assert "looks like" not in init(tmp_path, text.encode(), "--form", "prose")[0].stderr


@pytest.mark.parametrize("text", ["---\n\nIt rose.\n\n---\n", "---\n- a\n---\n\nIt rose.\n"])
def test_what_is_no_front_matter_is_text(tmp_path: Path, text: str) -> None:
    _, folder = init(tmp_path, text.encode(), name="text.md")
    edition, problems = check(folder)
    assert problems == [] and edition.article.text == text
    assert edition.settings.title.strip("- ") in ("It rose.", "a")


@pytest.mark.parametrize("remote", ["git@github.com:you/course.git", "https://github.com/you/another"])
def test_in_somebodys_repository_addresses_are_right_and_github_is_explained(tmp_path: Path, remote: str) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", remote], check=True)
    result, folder = init(tmp_path, b"It rose.", "--title", "T", "--repository", "https://github.com/you/course")
    place = folder.relative_to(tmp_path).as_posix()
    told = yaml.safe_load((folder / "_config.yml").read_text("utf-8"))["repository"]
    assert told.get("path_to_book") == (place if "course" in remote else None)
    assert f"move {place}/.github to the top" in result.stderr


def test_a_folder_whose_name_begins_with_a_dash_can_be_gone_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("On rain\n\nIt rose.\n", "utf-8")
    result = CliRunner().invoke(main, ["init", "--", "a.txt", "-my edition"])
    assert result.exit_code == 0 and "cd './-my edition' && make book" in result.output
