"""What a long handout holds, read by PDFium: pypdf looks for each of its objects among all of them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import PdfDocument, raw

_LONGEST = 1024  # bytes of a name


def places_in(pdf: PdfDocument) -> Iterator[tuple[str, int]]:
    """The name of each destination, and its page, from 0."""
    for index in range(raw.FPDF_CountNamedDests(pdf)):
        name, length = ctypes.create_string_buffer(_LONGEST), ctypes.c_long(_LONGEST)
        place = raw.FPDF_GetNamedDest(pdf, index, name, length)
        yield name.raw[: length.value].decode("utf-16-le").rstrip("\0"), raw.FPDFDest_GetDestPageIndex(pdf, place)


def fonts_in(pdf: PdfDocument) -> set[str]:
    """The names of the fonts in which there is text on the pages, also within pictures."""
    fonts: dict[int, str] = {}
    for page in pdf:
        for text in _texts([raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))]):
            font = raw.FPDFTextObj_GetFont(text)
            address = ctypes.addressof(font.contents)
            if address not in fonts:
                name = ctypes.create_string_buffer(_LONGEST)
                raw.FPDFFont_GetBaseFontName(font, name, _LONGEST)
                fonts[address] = name.value.decode()
        page.close()
    return set(fonts.values())


def _texts(objects: list[Any]) -> Iterator[Any]:
    for one in objects:
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield one
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _texts([raw.FPDFFormObj_GetObject(one, at) for at in range(raw.FPDFFormObj_CountObjects(one))])
