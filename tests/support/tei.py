"""TEI All, the schema of everything that TEI P5 knows."""

from __future__ import annotations

import lzma
from functools import cache

from lxml import etree

from tests.support import ROOT

RNG = "{http://relaxng.org/ns/structure/1.0}"


@cache
def tei_all() -> etree.RelaxNG:
    """The schema, with a further alternative in every choice between names, to which nothing fits.

    It says the same of any document, but libxml2 would make automata of the choices, for seven seconds, and now cannot.
    """
    with lzma.open(ROOT / "tests/schemas/tei_all.rng.xz") as file:
        schema = etree.parse(file)
    for choice in schema.iter(f"{RNG}choice"):
        if all(child.tag == f"{RNG}ref" for child in choice):
            etree.SubElement(choice, f"{RNG}notAllowed")
    return etree.RelaxNG(schema)
