"""Whatever `init` accepts builds, without a warning, and its pages give back the text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postil.edition import read_edition
from postil.reading.settings import Format
from postil.text.folding import fold_quote
from postil.text.forms import Form
from postil.text.received import UnfitTextError, receive
from tests.support.build import article_text, build, page
from tests.support.depth import examples
from tests.support.epub import epub_faults
from tests.support.texts import NewEdition, about, texts


@examples(6)
@given(texts(), st.sampled_from(Format), st.sampled_from(Form))
@example("On Ferries\n\nIt carries mail and, on\n\fMondays, sheep.\n", Format.PLAIN, Form.PROSE)
@example("  \n   CENTRED\n\n  It rose.\n    It fell.\n", Format.PLAIN, Form.VERSE)
@example(
    "---\na: b\n---\n\n:name: x\n\n:::{note}\nIt\u00ad rose.\n:::\n\n\ufeffIt\u200b fell.\n", Format.PLAIN, Form.LAW
)
@example(
    "# A\n| a | b |\n|---|---|\n| *c* |\n> d\n>\n> e[^1]\n\n- f\n  - g\n\n[^1]: h\n\n    i = 1\n",
    Format.MARKDOWN,
    Form.PROSE,
)
@example("# Act\n\n### Article 1\n\n- [a](#article-1)\n\nArt. 2 <b> `c`\n\n$$\nd\n$$\n", Format.MARKDOWN, Form.LAW)
def test_whatever_is_let_in_builds(text: str, written: Format, form: Form) -> None:
    try:
        kept = receive(text.encode())
    except UnfitTextError:
        return
    with tempfile.TemporaryDirectory() as folder:
        made = NewEdition(Path(folder), kept, about(kept, written, form=form))
        build(made)
        edition, _ = read_edition(made.root)
        shown = [article_text(p) for name in made.chapters() for p in page(made, name).cssselect(".postil-article")]
        assert list(map(fold_quote, shown)) == [fold_quote(p.text) for p in edition.article.paragraphs]
        assert written == Format.MARKDOWN or fold_quote(" ".join(shown)) == fold_quote(kept)


PLAIN = """CHAPTER 1

Half an apple,
    as they say,
goes to the core.

قال الرئيس: "نحن مع NATO منذ 1949"، ثم سكت.

👩‍👩‍👧 un­fathom­able har​bour <b>&amp;</b> ]]> {{ x }} :::{note} [1] It's.

吾輩は猫である︒名前はまだ無い︒

CHAPTER 1

𒀀𒁀 𐌰𐍄𐍄𐌰 བོད་ཡིག་ནི། ᠮᠣᠩᠭᠣᠯ 1.5 § 2 --> <?x?> <![CDATA[x]]>
"""
MARKDOWN = """# Head [link](https://example.org/?a=1&b=2) *em* `code` {#id}

> quote
> > nested
> - list
>   1. inner
>
> ```
> code ]]>
> ```

1. one

   para in item

- [ ] open
- a
  - b
    - c

Term
: Definition

H~2~O ~~strike~~ &lt;b&gt; <notatag> <!-- c --> $x_1^2$ [^a] again[^a] and[^none]

[^a]: One
[^unused]: Three[^a]

| a | b |
|:-:|---|
| *x* | `|` |

#

####### no head

line one  \nline two\\
line three ![remote](https://example.org/x.png "Title")
"""


@pytest.mark.parametrize(("text", "written"), [(PLAIN, Format.PLAIN), (MARKDOWN, Format.MARKDOWN)])
def test_an_e_book_of_whatever_is_let_in_is_valid(tmp_path: Path, text: str, written: Format) -> None:
    kept = receive(text.encode())
    (book,) = build(NewEdition(tmp_path, kept, about(kept, written)), "epub").glob("*.epub")
    assert not epub_faults(book)
