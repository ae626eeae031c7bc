"""Any note file whatever is refused with a line and a reason, or shows as harmless HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx.util.docutils import docutils_namespace

from postil.reading.notes import parse_note
from tests.support.depth import examples
from tests.support.edition import note
from tests.support.fuzz.promise import FRAGMENTS, HARMLESS, keep_promise
from tests.support.fuzz.rendering import Renderer, unexpected

some = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8))
texts = st.lists(some, max_size=24).map("".join)
some_harmless = st.lists(st.sampled_from(HARMLESS), max_size=6).map("".join)
many = examples(80)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    with docutils_namespace():  # Sphinx registers directives for the whole process; later tests build in it too
        yield Renderer(tmp_path_factory.mktemp("rendered"))


@many
@given(text=texts)
@example(text="[a]: b\n" * 80)
@example(text="{cite:p}`gazette-1901{p. 3}`")
def test_any_margin_text(renderer: Renderer, text: str) -> None:
    keep_promise(note(margin=text), renderer)


@many
@given(before=some_harmless, hostile=some, after=some_harmless)
def test_one_hostile_piece_among_harmless_ones(renderer: Renderer, before: str, hostile: str, after: str) -> None:
    keep_promise(note(margin="Words.", body=before + hostile + after), renderer)


@many
@given(text=texts)
@example(text="? [a]\n: b\n---\n")
@example(text="as_of: 2020-10-32\n---\n")
def test_any_front_matter(renderer: Renderer, text: str) -> None:
    keep_promise(f"---\n{text}", renderer)


@many
@given(text=st.text(max_size=200))
def test_any_file(renderer: Renderer, text: str) -> None:
    keep_promise(text, renderer)


@many
@given(fragment=some, times=st.integers(1, 16_000))
def test_no_fragment_takes_long_however_often_it_stands(fragment: str, times: int) -> None:
    """A hang shows as a test that never ends: what took minutes ends at once."""
    parse_note(Path("hostile.md"), note(margin=(fragment * times)[:32_000]))
    parse_note(Path("hostile.md"), f"---\n{fragment * times}"[:32_000])


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("<p><script>x</script></p>", "<script>"),
        ('<p onclick="x">y</p>', "<p onclick>"),
        ('<a href=" javascript:x">y</a>', "javascript:"),
        ('<a href="//example.org">y</a>', "//example.org"),
        ("<p><!-- x --></p>", "comment"),
    ],
)
def test_the_test_sees_what_is_not_allowed(fragment: str, found: str) -> None:
    assert list(unexpected(fragment)) == [found]
