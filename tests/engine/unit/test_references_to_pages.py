"""What a PDF says of its pages, found without looking at all of them."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from weasyprint.pdf import pydyf

from postil.compat.weasyprint import find_pages_quickly


def references(module: ModuleType) -> tuple[bytes, ...]:
    """Those of a PDF of three pages."""
    pdf = module.PDF()
    for _ in range(3):
        pdf.add_object(module.Dictionary())
        pdf.add_page(module.Dictionary())
    return tuple(pdf.page_references)


def test_every_page_has_the_reference_that_pydyf_makes() -> None:
    spec = importlib.util.find_spec("pydyf")
    assert spec and spec.loader
    own = importlib.util.module_from_spec(spec)  # read anew, since other tests have changed the one that is in use
    spec.loader.exec_module(own)
    find_pages_quickly()
    assert pydyf.PDF.page_references.fget is not own.PDF.page_references.fget
    assert len(references(own)) == 3
    assert references(pydyf) == references(own)
