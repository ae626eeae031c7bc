"""TEI All, the schema of everything that TEI P5 knows."""

from __future__ import annotations

import lzma
from functools import cache

from lxml import etree

from tests.support import ROOT


@cache
def tei_all() -> etree.RelaxNG:
    """The schema, which takes a second to read."""
    with lzma.open(ROOT / "tests/schemas/tei_all.rng.xz") as file:
        return etree.RelaxNG(etree.parse(file))
