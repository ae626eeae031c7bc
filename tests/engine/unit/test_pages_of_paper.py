"""Which lines share a page with which notes, and whether there is memory for the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.paper import memory
from postil.paper.pages import Row, divide, height_of

HEIGHTS = st.floats(1, 40)
ROWS = st.lists(st.builds(Row, st.just(6.0), st.lists(HEIGHTS, max_size=4).map(tuple)), min_size=1, max_size=60)
SLACK = 10.0


@given(ROWS, st.floats(100, 250), st.just(250.0))
def test_pages_hold_all_rows_and_none_runs_over(rows: list[Row], first: float, other: float) -> None:
    counts = divide(rows, first, other, SLACK)
    assert sum(counts) == len(rows) and all(counts)
    start = 0
    for number, count in enumerate(counts):
        page = rows[start : start + count]
        assert height_of(page, SLACK) <= (other if number else first) or count == 1
        start += count


def test_only_the_last_page_has_room_for_what_follows() -> None:
    rows = [Row(10.0)] * 12
    assert divide(rows, 100.0, 100.0, SLACK) == [10, 2]
    assert divide(rows, 30.0, 100.0, SLACK) == [3, 9]


@pytest.mark.parametrize(("room", "side_by_side"), [("24000000", True), ("12000000", False)])
def test_sizes_are_set_one_after_the_other_where_memory_is_short(
    room: str, side_by_side: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "meminfo").write_text(f"MemTotal: 1 kB\nMemAvailable:    {room} kB\n", "ascii")
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(memory, "_GROUP", tmp_path)
    assert memory.fit_side_by_side(1_000_000, 2) is side_by_side


def test_a_text_that_is_too_long_for_the_machine_is_refused_with_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "memory.max").write_text("4000000000\n", "ascii")
    (tmp_path / "memory.current").write_text("1000000000\n", "ascii")
    monkeypatch.setattr(memory, "_GROUP", tmp_path)
    with pytest.raises(
        memory.TooLongError, match=r"1,000,000 words take about 10\.6 GB of memory, and 3\.0 GB are free"
    ):
        memory.fit_side_by_side(1_000_000, 2)
