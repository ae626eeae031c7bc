"""Which lines share a page with which notes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
