"""The picture that others show beside a link."""

from __future__ import annotations

from itertools import pairwise

from postil.edition import read_edition
from postil.theme.social import cells
from tests.support.edition import SmallEdition, note


def test_cells_have_room_however_many_verdicts_there_are(small: SmallEdition) -> None:
    for number in range(600):
        small.note(f"judged-{number}", note(kind="correction", verdict="imprecise"))
    edition, _ = read_edition(small.root)
    assert edition
    drawn = cells(edition)
    assert len(drawn) == 600
    assert all(left < right for left, right, _ in drawn)
    assert all(right <= left for (_, right, _), (left, _, _) in pairwise(drawn))
