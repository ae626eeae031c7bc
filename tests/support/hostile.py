"""Notes that mean harm, with what must be said of each; and the most awkward one that is allowed."""

from __future__ import annotations

import json
from typing import NamedTuple

from tests.support.edition import SmallEdition, note

TITLE = "</script><img src=x onerror=alert(1)> \"'&amp; {{ x }} שלום"
MARGIN = """`</script><b>` `{{ x }}` \\<b> &lt;i> "quotes" 'both' (c) -- ... $x$ [words](https://example.org/?a=%22b%22&c=<d>)
{note}`"a" & 'b' <wooden-bridge>` می‌خواهم"""


def awkward(small: SmallEdition) -> None:
    """A note with everything that is allowed and that carelessness would turn into markup."""
    small.note(
        "awkward",
        note("The new bridge stood", title=json.dumps(TITLE, ensure_ascii=False), margin=MARGIN, by='["</p><b>x"]'),
    )


class Refused(NamedTuple):
    """A note file, and what `postil check` must say of it."""

    text: str
    words: str
    line: int = 9
    code: str = "note-markup"


def margin(text: str, words: str, line: int = 9) -> Refused:
    """A good note but for its margin text, which begins on line 9."""
    return Refused(note(margin=text), words, line)


def front(lines: str, words: str, line: int, code: str = "note-front-matter") -> Refused:
    """A good note whose front matter goes on with these lines, from line 8."""
    return Refused(
        note().replace("sources: [gazette-1901]\n", f"sources: [gazette-1901]\n{lines}\n"), words, line, code
    )


def field(name: str, value: str, words: str, code: str = "note-field-value") -> Refused:
    """A good note but for one field."""
    line = {"quote": 2, "kind": 3, "title": 4, "as_of": 5, "by": 6, "sources": 7}.get(name, 8)
    return Refused(note(**{name: value}), words, line, code)


HTML, DIRECTIVE, LINK = "HTML cannot", "directive", "must begin with https://"
ROLE = "cannot stand in a note; use one of"
IMAGE, FOOTNOTE, TARGET, BRACES = "an image", "a footnote", "a target", "braces do nothing"
UNSEEN = "invisible character U+"
INVISIBLE = (
    "\x00\x07\x1b\x7f\x85\xad\u034f\u180e\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2063\u2066\u2067\u2068\u2069"
    "\u206a\u200b\u200c\u200d\u3164\ufeff\ufff9\ue000\U000e0001\U000e0041"
)

MARKUP = {
    "html block": margin("<div onclick=alert(1)>\nx\n</div>", HTML),
    "html script": margin("<script>alert(1)</script>", HTML),
    "html style": margin("A <style>*{display:none}</style>", HTML),
    "html inline": margin("One <b>bold</b> word.", HTML),
    "html on the second line": margin("One\n<img src=x onerror=alert(1)>", HTML, 10),
    "html in emphasis": margin("*<svg onload=alert(1)>*", HTML),
    "html in a link": margin("[<b>x</b>](https://example.org)", HTML),
    "html in a list in a quotation": margin("> - <iframe src=x></iframe>", HTML),
    "html comment": margin("<!-- hidden -->", HTML),
    "html comment inline": margin("One <!-- hidden --> word.", HTML),
    "cdata": margin("<![CDATA[ x ]]>", HTML),
    "processing instruction": margin("<?php echo 1 ?>", HTML),
    "declaration": margin("<!DOCTYPE html>", HTML),
    "html admonition": margin('<div class="admonition note">\nx\n</div>', HTML),
    "html image": margin('<img src="x.png" width="200px">', HTML),
    "raw role": margin("{raw}`<b>`", ROLE),
    "raw role with format": margin("{raw html}`<b>`", BRACES),
    "raw directive": margin("```{raw} html\n<b>\n```", DIRECTIVE),
    "raw directive with tildes": margin("~~~{raw} html\n<b>\n~~~", DIRECTIVE),
    "raw directive with colons": margin(":::{raw} html\n<b>\n:::", DIRECTIVE),
    "raw directive without end": margin("::::{raw} html\n<b>", DIRECTIVE),
    "eval-rst": margin("```{eval-rst}\n.. raw:: html\n```", DIRECTIVE),
    "include": margin("```{include} /etc/passwd\n```", DIRECTIVE),
    "literalinclude": margin("~~~{literalinclude} ../../conf.py\n~~~", DIRECTIVE),
    "code": margin("```{code} python\nx\n```", DIRECTIVE),
    "code cell": margin("```{code-cell} ipython3\nimport os\n```", DIRECTIVE),
    "code block": margin("```python\nx\n```", "code block"),
    "indented code": margin("One:\n\n    x", "four spaces", 11),
    "math directive": margin(":::{math}\nx\n:::", DIRECTIVE),
    "toctree": margin(":::{toctree}\n../secret\n:::", DIRECTIVE),
    "directive in a list": margin("- ```{include} x\n  ```", DIRECTIVE),
    "directive in a quotation": margin("> :::{include} x\n> :::", DIRECTIVE),
    "math role": margin("{math}`x`", ROLE),
    "download": margin("{download}`/etc/passwd`", ROLE),
    "reference to a document": margin("{doc}`../index`", ROLE),
    "abbreviation": margin("{abbr}`x (y)`", ROLE),
    "role in emphasis": margin("**{download}`x`**", ROLE),
    "role with a domain": margin("{py:func}`x`", ROLE),
    "role in a link": margin("[{note}`wooden-bridge`](https://example.org)", "within a link"),
    "javascript": margin("[x](javascript:alert(1))", LINK),
    "javascript in mixed case": margin("[x](JaVaScRiPt:alert(1))", LINK),
    "javascript as an entity": margin("[x](&#106;avascript:alert(1))", LINK),
    "javascript with a tab": margin("[x](<java\tscript:alert(1)>)", LINK),
    "javascript with a tab as an entity": margin("[x](java&Tab;script:alert(1))", LINK),
    "javascript with percent signs": margin("[x](%6Aavascript:alert(1))", LINK),
    "javascript in brackets": margin("<javascript:alert(1)>", LINK),
    "javascript over two lines": margin("[x](java\nscript:alert(1))", "cannot be read"),
    "javascript by reference": margin("[x][a]\n\n[a]: javascript:alert(1)", "a link definition", 11),
    "definition that nothing uses": margin("One.\n\n[a]: https://example.org", "a link definition", 11),
    "data": margin("[x](data:text/html,<script>alert(1)</script>)", LINK),
    "data in base64": margin("[x](data:text/html;base64,PHNjcmlwdD4=)", LINK),
    "vbscript": margin("[x](vbscript:msgbox)", LINK),
    "file": margin("[x](file:///etc/passwd)", LINK),
    "any host": margin("[x](//example.org)", LINK),
    "backslashes": margin(r"[x](\\\\example.org)", LINK),
    "address without a host": margin("[x](https:///etc)", LINK),
    "address with a password": margin("[x](https://example.org:pw@evil.example)", LINK),
    "address with a bad port": margin("[x](https://example.org:99999999/)", LINK),
    "address with a bad host": margin("[x](https://[::1/)", LINK),
    "mail": margin("<someone@example.org>", LINK),
    "place on the page": margin("[x](#note-wooden-bridge)", LINK),
    "reference of the parser": margin("<project:#x>", LINK),
    "inventory of the parser": margin("[x](inv:sphinx#x)", LINK),
    "link without words": margin("[](https://example.org)", "must have words"),
    "link with a title": margin('[x](https://example.org "hidden")', "cannot have a title"),
    "image": margin("![x](https://example.org/x.png)", IMAGE),
    "image in a link": margin("[![x](y.png)](https://example.org)", IMAGE),
    "image by reference": margin("![x][a]\n\n[a]: x.png", "a link definition", 11),
    "figure": margin(":::{figure} x.png\n:::", DIRECTIVE),
    "substitution": margin("{{ config }}", BRACES),
    "attributes of a block": margin("{#id .class onclick=alert(1)}\nWords.", BRACES),
    "attributes of a span": margin("[words]{.class onclick=alert(1)}", BRACES),
    "target": margin("(here)=\nWords.", TARGET),
    "target over another id": margin("(p1)=\nWords.", TARGET),
    "footnote": margin("Words[^1]\n\n[^1]: More.", FOOTNOTE),
    "footnote without text": margin("Words[^1]", FOOTNOTE),
    "footnote in place": margin("Words^[more]\n\n[^x]: More.", FOOTNOTE, 11),
    "definition list": margin("Word\n: What it means.", "a definition list"),
    "field list": margin(":orphan: yes", "a field list"),
    "table": margin("| a |\n|---|\n| b |", "a table", 10),
    "table that would grow to millions of cells": margin(
        "a|" * 90 + "\n" + "-|" * 90 + "\n" + "|\n" * 90, "a table", 10
    ),
    "heading": margin("# Loud", "a heading"),
    "heading by a line": margin("Loud\n====", "a heading"),
    "rule": margin("One.\n\n***", "a rule", 11),
    "comment": margin("% hidden", "a comment"),
    "second break": Refused(note(body="One.\n\n+++\n\nTwo."), "a second +++", 15),
    "break with words": margin('One.\n\n+++ {"tags": ["hide"]}\n\n+++\n\nTwo.', "a second +++", 13),
    "hidden override": margin("One &#x202e; two.", UNSEEN + "202E"),
    "brackets by the thousand": margin("[" * 6000, "signs of markup"),
    "pairs of brackets by the thousand": margin("[a](" * 3000, "signs of markup"),
    "emphasis by the thousand": margin("*a **b " * 1500, "signs of markup"),
    "quotations by the thousand": margin(">" * 9000, "signs of markup"),
    "link definitions by the thousand": margin("[a]: b\n" * 1500, "signs of markup"),
    "deep emphasis": margin("*" * 200 + "a" + "*" * 200, "more than 8 deep"),
    "deep quotations": margin("> " * 30 + "a", "more than 8 deep"),
    "deep lists": margin("- " * 9 + "a", "more than 8 deep"),
    "note that is no id": margin("{note}`<script>`", "holds an id"),
    "note with a quote mark": margin('{note}`words <">`', "holds an id"),
    "note over two lines": margin("{note}`wooden\nbridge`", "holds an id"),
    "note that stops the link": margin("{note}`!wooden-bridge`", "holds an id"),
    "note without words": margin("{note}`<wooden-bridge>`", "holds an id"),
    "two notes in one": margin("{note}`wooden-bridge,wooden-bridge`", "holds an id"),
    "note that is empty": margin("{note}` `", "holds an id"),
    "chart in another folder": margin("{chart}`../x`", "holds an id"),
    "source with markup": margin("{cite:p}`<b>`", "joined by commas"),
    "source with a quote mark": margin('{cite:p}`"`', "joined by commas"),
    "source with words before and after": margin("{cite:p}`{see}gazette-1901{p. 3}`", "joined by commas"),
    "source that is empty": margin("{cite:t}`,`", "joined by commas"),
    "a thousand sources": margin("{cite:p}`" + "gazette-1901," * 999 + "gazette-1901`", "joined by commas"),
}
FIELDS = {
    "source unknown": Refused(note(margin="{cite:p}`nobody-1900`"), "nobody-1900", 9, "source-unknown"),
    "note unknown": Refused(note(margin="{note}`nowhere`"), "nowhere", 9, "note-link"),
    "chart unknown": Refused(note(margin="{chart}`nowhere`"), "nowhere", 9, "note-chart"),
    "words hidden in a reference": Refused(
        note(margin="{note}`" + "word " * 70 + "<wooden-bridge>`"), "71 words", 9, "note-margin-long"
    ),
    "one endless word": Refused(note(margin="x" * 1000), "1000 letters; at most 900", 9, "note-margin-long"),
    "anchor": front("claim: &a fact", "anchors (&)", 8),
    "aliases that explode": front("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "anchors (&)", 8),
    "object": front("claim: !!python/object/apply:os.system [id]", "tags (!)", 8),
    "tag of the standard": front("claim: !!binary aGk=", "tags (!)", 8),
    "merge key": front("<<: {verdict: confirmed}", "'<<' is unknown", 8, "note-field-unknown"),
    "duplicate key": front("title: Another", "for the second time", 8),
    "key that is a list": front("? [a, b]\n: c", "not a list or a mapping", 8),
    "key that is a number": front("1: x", "'1' is unknown", 8, "note-field-unknown"),
    "key with an override": front('"a\\u202e": x', UNSEEN + "202E", 8),
    "deep lists in front": front("claim: " + "[" * 7000, "more than 8 deep", 8),
    "deep mappings in front": front("claim: " + "{a: " * 2000, "more than 8 deep", 8),
    "deep dashes in front": front("claim:\n" + "- " * 3000, "more than 8 deep", 9),
    "two documents": front("...\nclaim: fact", "not plain YAML", 9),
    "not YAML": front("claim: [", "not plain YAML", 9),
    "octal": field("as_of", "01901", "must be a day"),
    "seconds since 1970": field("as_of", "0", "must be a day"),
    "a day that is none": field("as_of", "1901-02-31", "as_of"),
    "a day with a time": field("as_of", "1901-04-02T00:00:00", "must be a day"),
    "a day in other digits": field("as_of", "١٩٠١-٠٤-٠٢", "must be a day"),
    "a truth value": field("kind", "yes", "the kind 'yes' is unknown", "note-kind"),
    "a huge number": field("kind", "9" * 5000, "is unknown", "note-kind"),
    "a kind that forges a command": field("kind", '"x\\n::error::forged"', "\\u000a::error", "note-kind"),
    "a mapping as a title": field("title", "{a: b}", "must be a text"),
    "a title over two lines": field("title", '"one\\ntwo"', "title"),
    "a title of spaces": field("title", '"  "', "title"),
    "a title that is long": field("title", "x" * 61, "at most 60"),
    "a quote that is huge": field("quote", "x" * 2000, "at most 1000"),
    "a name that is huge": field("by", "[" + "x" * 2000 + "]", "at most 80"),
    "a thousand names": field("by", "[" + "x, " * 1000 + "]", "at most 20"),
    "nobody": field("by", "[]", "at least 1"),
    "a source that breaks out": field("sources", '["x` @all <b>"]', "sources 1"),
    "an override in the quote": field("quote", '"the bridge\\u202e fell"', UNSEEN + "202E", "note-front-matter"),
    "an isolate in the title": field("title", '"a\\u2066b"', UNSEEN + "2066", "note-front-matter"),
    "a tag character in a name": field("by", '["a\\U000E0041"]', UNSEEN + "E0041", "note-front-matter"),
    "an escape in the title": field("title", '"a\\e[31m"', UNSEEN + "001B", "note-front-matter"),
    "a null in the quote": field("quote", '"a\\0"', UNSEEN + "0000", "note-front-matter"),
    **{
        f"U+{ord(c):04X}": Refused(note(margin=f"One.\nTwo{c} three."), f"{UNSEEN}{ord(c):04X}", 10, "character-unseen")
        for c in INVISIBLE
    },
    "a lone carriage return": Refused(note(margin="One.\rTwo."), UNSEEN + "000D", 9, "character-unseen"),
    "direction marks in a row": Refused(note(margin="a\u200e\u200e\u200eb"), UNSEEN + "200E", 9, "character-unseen"),
    "joiners in a row": Refused(note(margin="ب\u200d\u200c\u200dب"), UNSEEN + "200D", 9, "character-unseen"),
    "a letter under forty accents": Refused(note(margin="e" + "\u0301" * 40), "accents", 9, "character-unseen"),
    "no end of front matter": Refused(note().replace("---\nIt", "It"), "two lines of ---", 1, "note-front-matter"),
    "nothing": Refused("", "two lines of ---", 1, "note-front-matter"),
    "huge": Refused(note(body="word " * 8000), "at most 16384", 1, "file-too-large"),
}
HOSTILE = MARKUP | FIELDS
