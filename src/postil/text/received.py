"""A text as it arrives → the text as an edition keeps it: the one decoder of UTF-8, and the door for new texts."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from postil.text.characters import position, unfit

_OTHER_LINE_ENDS = re.compile("[\r\x85\u2028]")
_JAPANESE_MAIL = b"\x1b$"  # in ISO-2022-JP, whose bytes are those of ASCII
_HEAD = 64  # bytes: where a text of letters in two bytes or four shows them
_UNBROKEN = 200  # letters: a longer line was broken by nobody
_LEAST_LINES = 4
_LEAST_INDENTS = 3
_SET_IN = re.compile(r"(?<!\n)\n(?=[ \t]+[\"'“‘«„¿¡—]?[^\W\d_])")
_WIDE_VERSE, _VERSE = (
    40,
    60,
)  # letters: no line of Chinese verse is longer than the first, few of others than the second
_PAGE_ENDS = re.compile("(?<=\n)[\f\v]+|[\f\v]+(?=\n|\\Z)|\\A[\f\v]+")


_OTHER_FILES = {  # how files begin that are no text, whatever their names
    b"{\\rtf": "RTF",
    b"%PDF-": "PDF",
    b"%!PS": "PostScript",
    b"PK\x03\x04": "a document such as .docx, .odt or .epub",
    b"\xd0\xcf\x11\xe0": "a document such as .doc",
    b"\x1f\x8b": "compressed",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
}
_FENCE = re.compile(r"[ \t]*(?:`{3}|~{3})")
_MERGE = re.compile(
    r"^<{7} [^\n]*\n(?:(?!<{7} |>{7} )[^\n]*\n)*?={7}\n(?:(?!<{7} |>{7} )[^\n]*\n)*?>{7} ", re.MULTILINE
)
_ALONE = "save its text alone, as plain text or Markdown"
_MARKED_UP = {  # how texts begin that are made for programs, and what would be right
    "a page of HTML": (
        re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL),
        _ALONE,
    ),
    "LaTeX": (re.compile(r"(?:\s|%[^\n]*\n)*\\(?:documentclass|documentstyle|begin\{document\})"), _ALONE),
    "XML": (
        re.compile(r"\s*(?:<\?xml\s|<(?!(?:p|h\d|div|a|img|center)\b)([A-Za-z][\w:.-]*)[\s>].*</\1>\s*\Z)", re.DOTALL),
        _ALONE,
    ),
    "a page that was saved as MHTML": (
        re.compile(r"(?:[^\n]+\n)*?Content-Type: multipart/related", re.IGNORECASE),
        _ALONE,
    ),
    "a notebook": (
        re.compile(r'\s*\{.*"nbformat"\s*:', re.DOTALL),
        "export it as Markdown, by jupyter nbconvert --to markdown, and save that",
    ),
    "subtitles of SubStation": (re.compile(r"\s*\[Script Info\]"), "save them as SubRip, .srt"),
    "subtitles of MicroDVD": (re.compile(r"\s*\{\d+\}\{\d*\}"), "save them as SubRip, .srt"),
}


class UnfitTextError(ValueError):
    """What a text holds that an edition cannot keep, and where: `line` and `column` from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, without a byte order mark, each line with a line feed at its end.

    Raises UnfitTextError for what is not UTF-8.
    """
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        raise UnfitTextError(*position(before, len(before)), _how_to_convert(error.object, error.start)) from None


def receive(raw: bytes) -> str:
    """The text of a new edition: what only ends lines, paragraphs or pages becomes line feeds.

    Raises UnfitTextError for the first character that an edition cannot keep, for a text without words, and for a
    file of another kind.
    """
    other = next((kind for begin, kind in _OTHER_FILES.items() if raw.startswith(begin)), None)
    if not other and (_JAPANESE_MAIL in raw or raw[:_HEAD].count(0) > len(raw[:_HEAD]) / 4):
        raise UnfitTextError(1, 1, _how_to_convert(raw))
    if other:
        raise UnfitTextError(1, 1, f"is {other}; save its text alone, as plain text in UTF-8")
    text = _OTHER_LINE_ENDS.sub("\n", decode(raw)).replace("\u2029", "\n\n")
    text = re.sub("[\f\v]+", "\n", _PAGE_ENDS.sub("", text)).lstrip("\ufeff")
    found = unfit(text) or unfinished_merge(text)
    if found:
        raise UnfitTextError(*found)
    require_words(text)
    for kind, (begins, right) in _MARKED_UP.items():
        if begins.match(text):
            raise UnfitTextError(1, 1, f"is {kind}; {right} in UTF-8")
    return text


def _how_to_convert(raw: bytes, start: int = 0) -> str:
    from postil.text.encodings import how_to_convert  # few texts are not in UTF-8

    return how_to_convert(raw, start)


def unfinished_merge(text: str) -> tuple[int, int, str] | None:
    """Where Git has left two forms of a passage, one above the other, between lines of marks, and what to do.

    Line and column from 1; None where there is nothing of the kind. In a fence of Markdown is code that speaks of them.
    """
    for found in _MERGE.finditer(text) if "\n>>>>>>> " in text else ():
        if sum(map(bool, map(_FENCE.match, text[: found.start()].splitlines()))) % 2 == 0:
            message = (
                "Git could not merge what stands from here to the line of >>>>>>>; keep what is right, "
                "and take out the lines of <<<<<<<, ======= and >>>>>>>"
            )
            return *position(text, found.start()), message
    return None


def require_words(text: str, at: int = 0) -> None:
    """Raises UnfitTextError for a text that has no words from the offset `at` on."""
    if not any(character.isalpha() for character in text[at:]):
        raise UnfitTextError(*position(text, at), "has no words; give a file that holds a text")


def paragraphs_of_lines(text: str) -> str:
    """The text with a blank line after each line, where each line is a paragraph; any other as it is.

    So people write who let the window break their lines: nobody breaks lines by hand at two hundred letters, or just
    before each speaker and each article. Where blank lines part nothing, a line that is set in begins a paragraph.
    """
    from postil.text.guessing import begin_paragraphs  # which no edition needs that there is
    from postil.text.signs_of_verse import are_counted

    lines = [line for line in text.split("\n") if line.strip()]
    if are_counted(lines):
        return text
    blocks = re.split(r"\n[^\S\n]*\n\s*", text.strip())
    longest = max(map(len, lines), default=0)
    wide = sum(line.startswith("\u3000") for line in lines)  # as paragraphs begin in Chinese and Japanese
    if 1 < len(lines) < 2 * wide and (longest > _WIDE_VERSE or len(blocks) == 1):
        return _parted(text)
    begins = [bool(_SET_IN.match(f"\n{line}")) for line in lines]
    body = len(lines) - len(blocks[-1].split("\n"))
    if len(blocks) <= 2 and longest > _VERSE and begins[body] and sum(begins) >= _LEAST_INDENTS:
        return _SET_IN.sub("\n\n", text)
    if len(lines) < _LEAST_LINES or len(lines) < (5 / 3) * len(blocks):
        return text
    labelled = begin_paragraphs(lines)
    if labelled and not all(labelled):
        return _with_gaps(text, labelled)
    return _parted(text) if labelled or (len(lines) >= 3 * len(blocks) and longest >= _UNBROKEN) else text


def _parted(text: str) -> str:
    return re.sub(r"\n(?=[^\n])", "\n\n", re.sub(r"\n\s*\n", "\n", text))


def _with_gaps(text: str, begun: Sequence[bool]) -> str:
    """The text with a blank line before each line that begins a paragraph; `begun` says it of those that have words."""
    begins = iter(begun)
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() and next(begins) and lines and lines[-1].strip():
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
