"""The handouts of a small edition: what they are as files, and what stands on which page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from postil.paper import handouts, typeset
from tests.support.build import build, digests, refused
from tests.support.edition import CONF, FIRST, SECOND, TITLE, SmallEdition, note
from tests.support.host_font import CUNEIFORM, install
from tests.support.paper import on_a4

SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}  # mm
POINT = 25.4 / 72  # mm


def with_notes(book: SmallEdition) -> SmallEdition:
    """The edition with a question, a verdict, a note with a fuller text, and Chinese."""
    book.note("why", note("rose again", kind="question", title="Why again?", margin="Say why.", sources=None))
    fuller = "It is told of at length."
    book.note("height", note("very high", title="How high?", verdict="disputed", margin="Or so, 很高.", body=fuller))
    return book


@pytest.fixture
def book(book: SmallEdition, monkeypatch: pytest.MonkeyPatch) -> SmallEdition:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    return with_notes(book)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """The same with its handouts, which nobody changes."""
    edition = SmallEdition(tmp_path_factory.mktemp("printed"))
    edition.write("conf.py", CONF)
    build(with_notes(edition), "pdf")
    return edition


def reader(edition: SmallEdition, name: str) -> PdfReader:
    return PdfReader(edition.root / f"_build/pdf/{name}.pdf")


def words(text: str) -> str:
    return " ".join(text.split())


def fonts(pdf: PdfReader) -> dict[str, bool]:
    """The fonts of a document by name, and whether each is embedded."""
    found = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            found[str(descriptor["/FontName"])] = any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
    return found


def figures(pdf: PdfReader) -> list[str]:
    """What stands for each picture for those who cannot see it."""
    objects = map(pdf.get_object, range(1, int(pdf.trailer["/Size"])))
    return [str(o["/Alt"]) for o in objects if isinstance(o, DictionaryObject) and o.get("/S") == "/Figure"]


def bookmarks(pdf: PdfReader) -> list[str]:
    return [str(entry.title) for entry in pdf.outline if not isinstance(entry, list)]


def numbered_lines(pdf: PdfReader) -> dict[int, str]:
    """The numbered lines of a document, without the numbers of sentences; tables further on name lines again."""
    text = re.sub(r"(?<!\S)\d+\.\d+\s+", "", "\n".join(page.extract_text() for page in pdf.pages))
    found = re.findall(r"^(\d+) +([A-Z“a-z].*)$", text, re.MULTILINE)
    return {int(number): words(line) for number, line in reversed(found)}


def test_handouts_are_tagged_and_say_what_they_are(printed: SmallEdition) -> None:
    made = {path.stem for path in (printed.root / "_build/pdf").glob("*.pdf")}
    assert made == {f"{name}-{size}" for name in ("text", "annotated", "worksheets") for size in SIZES}
    for name in sorted(made):
        pdf = reader(printed, name)
        root = pdf.trailer["/Root"]
        assert isinstance(root, DictionaryObject)
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]["/K"]
        assert root["/Lang"] == "en"
        assert pdf.metadata and str(pdf.metadata.title).startswith("Rivers")
        box = pdf.pages[0].mediabox
        assert (float(box.width) * POINT, float(box.height) * POINT) == pytest.approx(SIZES[name.partition("-")[2]])
        assert fonts(pdf) and all(fonts(pdf).values())
    assert bookmarks(reader(printed, "annotated-a4"))[:2] == ["Chapter one", "Chapter two"]


def test_lines_have_the_same_numbers_everywhere(printed: SmallEdition) -> None:
    on_a4 = numbered_lines(reader(printed, "text-a4"))
    assert sorted(on_a4) == list(range(1, len(on_a4) + 1))
    assert words(" ".join(on_a4[number] for number in sorted(on_a4))) == words(
        (printed.root / "book/article.txt").read_text("utf-8")
    ).removeprefix("On rivers ")
    for other in ("text-letter", "worksheets-a4"):
        lines = numbered_lines(reader(printed, other))
        assert {number: lines[number] for number in on_a4} == on_a4


def test_a_note_shows_its_verdict_and_leads_to_its_fuller_text_and_back(printed: SmallEdition) -> None:
    pages = [words(page.extract_text()) for page in reader(printed, "annotated-a4").pages]
    (foot,) = [number for number, text in enumerate(pages, 1) if "Or so," in text]
    (full,) = [number for number, text in enumerate(pages, 1) if "It is told of at length." in text]
    assert f"How high? disputed Or so, 很高. The Gazette 1901 More p. {full}" in pages[foot - 1]
    assert f"(p. {foot}) How high?" in pages[full - 1]


def test_a_worksheet_asks_and_does_not_tell(printed: SmallEdition) -> None:
    text = words("".join(page.extract_text() for page in reader(printed, "worksheets-a4").pages))
    assert "Why again? on rose again, line 3 Say why." in text
    assert "Can it be checked?" in text and "very high" in text
    assert "disputed" not in text and "Or so" not in text


def test_markup_in_a_title_is_shown_not_obeyed(book: SmallEdition) -> None:
    book.note("height", note("very high", title='"<b>High</b> {{ 1 + 1 }} & <img src=x>"', body="More."))
    on_a4(book)
    text = words(" ".join(page.extract_text() for page in reader(book, "annotated-a4").pages))
    assert text.count("<b>High</b> {{ 1 + 1 }} & <img src=x>") == 2


def test_formulas_are_drawn_and_told(book: SmallEdition) -> None:
    chapter = (book.root / "book/one.md").read_text("utf-8")
    formulas = "It grew by {math}`\\frac{a}{b}`.\n\n```{math}\n:label: growth\nx^2 = y\n```\n"
    book.write("book/one.md", f"{chapter}\n{formulas}")
    on_a4(book)
    pdf = reader(book, "annotated-a4")
    text = words(" ".join(page.extract_text() for page in pdf.pages))
    assert "It grew by ." in text and "(1)" in text and "frac" not in text
    objects = (pdf.get_object(number) for number in range(1, pdf.trailer["/Size"]))
    told = {str(found["/Alt"]) for found in objects if isinstance(found, DictionaryObject) and "/Alt" in found}
    assert {r"\frac{a}{b}", "x^2 = y"} <= told


def test_the_same_edition_gives_the_same_bytes(book: SmallEdition) -> None:
    on_a4(book)
    build(book, "epub")
    paths = [*(book.root / "_build/pdf").glob("*.pdf"), book.root / "_build/epub/edition.epub"]
    before = [path.read_bytes() for path in paths]
    on_a4(book, "-E")
    build(book, "epub", "-E")
    assert [path.read_bytes() for path in paths] == before


def test_another_machine_s_fonts_change_no_byte(
    book: SmallEdition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither for code, which has a generic family, nor for letters that none of our fonts has."""
    margin = f"Or so, 很高, `in code`, ✓ and {CUNEIFORM}."
    book.note("height", note("very high", title="How high?", verdict="disputed", margin=margin, body="More."))
    on_a4(book)
    before = digests(book.root / "_build/pdf")
    monkeypatch.setenv("FONTCONFIG_FILE", str(install(tmp_path)))
    on_a4(book, "-E")
    assert digests(book.root / "_build/pdf") == before
    names = set(fonts(reader(book, "annotated-a4")))
    assert any("DejaVu-Sans-Mono" in name for name in names)
    assert not any("Noto-Sans-Mono" in name for name in names)


def test_a_missing_font_is_named(book: SmallEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "CHINESE", ("Nowhere.ttc",))
    assert "the fonts Nowhere.ttc are not installed; run: tools/ensure paper" in refused(book, "pdf")


PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FIGURE = """# Pictures

See {numref}`bridge`.

:::{figure} bridge.png
:name: bridge
:alt: A bridge

The old one.
:::
"""


def test_a_picture_of_a_page_is_printed_with_its_caption_numbered_as_on_screen(book: SmallEdition) -> None:
    (book.root / "book/bridge.png").write_bytes(b64decode(PICTURE))
    book.write("book/pictures.md", FIGURE)
    for name, added in (("_toc.yml", "- file: book/pictures\n"), ("conf.py", "numfig = True\n")):
        path = book.root / name
        path.write_text(path.read_text("utf-8") + added, "utf-8")
    on_a4(book)
    pages = [page for page in reader(book, "annotated-a4").pages if "The old one." in page.extract_text()]
    assert len(pages) == 1 and len(pages[0].images) == 1
    assert "See Fig. 1." in words(pages[0].extract_text()) and "Fig. 1 The old one." in words(pages[0].extract_text())


def test_a_picture_of_the_text_is_printed_above_its_words_in_every_handout(book: SmallEdition) -> None:
    (book.root / "book/bridge.png").write_bytes(b64decode(PICTURE))
    book.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\nformat: markdown\n")
    shown = f'{SECOND}\n\n![The old bridge](bridge.png "Built of wood")'
    book.write("book/article.txt", f"{TITLE}\n\n{FIRST}\n\n{shown}\n")
    book.chapter("two", shown)
    build(book, "pdf")
    for name in ("text-a4", "annotated-letter", "worksheets-a4"):
        pdf = reader(book, name)
        assert figures(pdf) == ["The old bridge (Built of wood)"]
        assert "The old bridge (Built of wood)" in " ".join(words(page.extract_text()) for page in pdf.pages)


def test_paper_is_set_in_the_faces_of_the_screen_each_script_in_its_own(tmp_path: Path) -> None:
    text = "A and B, kě yǐ, Путин сказал: 3 ≤ 4"
    document = typeset.lay_out(f"<p>{text}</p><p><i>{text}</i></p><p><b>{text}</b></p>")
    typeset.write(document, tmp_path / "faces.pdf", text)
    pdf = PdfReader(tmp_path / "faces.pdf")
    assert words(pdf.pages[0].extract_text()).startswith(" ".join([text] * 3))
    families = {re.sub(r"^/\w+\+|(-Semi-Bold)?(-Italic)?$", "", name) for name in fonts(pdf)}
    scripts = ("Serif", "Serif-Extended", "Serif-Cyrillic", "Signs")
    assert families - {"Edition-Sans"} == {f"Edition-{name}" for name in scripts}


def test_a_process_that_is_ended_from_outside_is_told_of_in_a_sentence(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system does where memory runs out."""
    monkeypatch.setattr(handouts, "_write_size", lambda *given: os._exit(137))
    assert "memory ran out" in refused(book, "pdf")


def test_a_command_that_is_killed_leaves_nothing_at_work(book: SmallEdition) -> None:
    """Only the command itself is told, by a supervisor or `kill`; in a terminal Ctrl-C reaches all its processes."""
    command = [sys.executable, "-c", "from postil.commands.start import main; main()", "pdf", "."]
    process = subprocess.Popen(
        command, cwd=book.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_until(lambda: any((book.root / "_build").glob("**/unfinished")))
    process.terminate()
    assert process.stderr and "stopped" in process.stderr.read() and process.wait() == 130
    wait_until(lambda: not alive(process.pid))


def alive(group: int) -> bool:
    """Whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(happens: Callable[[], bool]) -> None:
    """Wait until something happens; a busy machine may be long about it."""
    begin = time.monotonic()
    while not happens():
        assert time.monotonic() < begin + 600
        time.sleep(0.05)
