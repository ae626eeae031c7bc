"""What holds for any note file whatever: it is refused with a line and a reason, or shows as harmless HTML."""

from __future__ import annotations

from pathlib import Path

from postil.model import Note
from postil.problems import CODES
from postil.reading.markup import CITATION_ROLES, NOTE_ROLE, ROLES
from postil.reading.notes import parse_note
from tests.support.fuzz.rendering import Renderer, unexpected

# What hostile notes are made of: every piece of syntax that MyST, YAML or a browser gives a meaning.
FRAGMENTS = (
    *("\n", "\n\n", " ", "    ", "\t", "\\", "word", "Zwölf", "שלום", "می‌خواهم", "\u202e", "\u200b", "\x00", "\ufeff"),
    *("*", "**", "_", "`", "``", "~~", "$", "$$", "'", '"', "--", "...", "(c)", "@", "#", "%", "^", "=", "|", "!"),
    *("[", "]", "(", ")", "](", "](https://example.org)", '](https://example.org "t")', "](javascript:alert(1))"),
    *("<", ">", "<b>", "<script>", "</script>", "<!--", "-->", "<?", "<![CDATA[", "&lt;", "&#x202e;", "&#0;", "&amp;"),
    *("<https://example.org>", "<javascript:x>", "<a@example.org>", "https://example.org", "//example.org", "data:,x"),
    *(
        "# ",
        "> ",
        "- ",
        "* ",
        "1. ",
        "10) ",
        ": ",
        ":a: b",
        "% ",
        "+++",
        "---",
        "***",
        "===",
        "\n|-|\n",
        "[^1]",
        "[^1]: ",
    ),
    *("[a]: https://example.org", "[a]", "(a)=\n", "{#id .c}", "{{ x }}", "{", "}", "```", "~~~", ":::", "::::"),
    *("```{include} /etc/passwd\n```", ":::{raw} html\n<b>\n:::", "{raw}`<b>`", "{eval-rst}", "{math}`x`", "![a](b)"),
    *("{note}`wooden-bridge`", "{note}`words <wooden-bridge>`", "{note}`!wooden-bridge`", "{note}`", "{chart}`x`"),
    *(
        "{cite:p}`gazette-1901`",
        "{cite:t}`gazette-1901,gazette-1901`",
        "{cite:p}`{see}gazette-1901{p. 3}`",
        "{cite:p}`",
    ),
    *(
        "quote: ",
        "title: ",
        "sources: ",
        "verdict: ",
        "as_of: ",
        "by: ",
        "[editors]",
        "&a ",
        "*a",
        "<<: ",
        "!!python/name:",
    ),
    *(
        "? ",
        "- - ",
        "[[",
        "]]",
        "{a: b}",
        "!!binary ",
        '"\\u202e"',
        "|\n  ",
        ">-\n  ",
        "2020-10-22",
        "0x1F",
        "~",
        "...",
    ),
    "{note}`wooden-bridge,wooden-bridge`",
    "{cite:p}`" + "gazette-1901," * 1000 + "gazette-1901`",
)
# Pieces that no rule refuses by themselves, so that many texts made of them are rendered.
HARMLESS = (
    *(
        "\n",
        "\n\n",
        " ",
        "word",
        "Zwölf",
        "שלום",
        "می‌خواهم",
        "*",
        "**",
        "_",
        "`",
        "``",
        "'",
        '"',
        "--",
        "@",
        "=",
        "|",
        "!",
        "(",
    ),
    *(
        "- ",
        "> ",
        "1. ",
        "7) ",
        "\\",
        "\\\n",
        "&lt;",
        "&amp;",
        "&copy;",
        "$x$",
        "~~",
        "<",
        ">",
        "< b",
        "a/b",
        "#",
        "x:",
        "^",
    ),
    *(
        "[words](https://example.org)",
        "[*a* `b`](https://example.org/?a=b&c=%22)",
        "<https://example.org/<>",
        "www.example.org",
    ),
    *("<https://example.org>", "{note}`wooden-bridge`", "{note}`a & 'b' <wooden-bridge>`", "{cite:p}`gazette-1901`"),
    *("{cite:t}`gazette-1901 , gazette-1901`", "`{raw}`", "`<script>`", "*a*", "**b**", "- a\n  - b\n", "> a\n> > b\n"),
)
KNOWN = {NOTE_ROLE: {"wooden-bridge"}, **{role: {"gazette-1901"} for role in CITATION_ROLES}}
_PATH = Path("book/notes/hostile.md")


def keep_promise(text: str, renderer: Renderer) -> bool:
    """Read a text as a note file and, where it is one, render it; True where it was. Raises AssertionError."""
    note, problems = parse_note(_PATH, text)
    assert (note is None) == bool(problems)
    for problem in problems:
        assert problem.code in CODES, problem
        assert 1 <= problem.line <= text.count("\n") + 1, problem
        assert str(problem).isprintable() or "\n" not in str(problem), problem
    if note is None or not _refers_to_known(note):
        return False
    fragment = renderer.html(note)
    assert list(unexpected(fragment)) == [], fragment
    assert renderer.said() == ""
    return True


def _refers_to_known(note: Note) -> bool:
    """Whether the rules that know the whole edition would let the note's references pass."""
    found = [reference for passage in note.passages for reference in passage.references]
    assert {reference.role for reference in found} <= ROLES
    return all(reference.target in KNOWN.get(reference.role, ()) for reference in found)
