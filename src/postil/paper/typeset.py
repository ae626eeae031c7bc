"""HTML → pages, by WeasyPrint, with the fonts of the handouts and nothing from elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from postil.compat.weasyprint import BlockBox, Box, boxes, filled, find_pages_quickly
from postil.compat.weasyprint_once import work_once
from postil.fonts import CHINESE, CODE, SIGNS, alone

MILLIMETRE = 96 / 25.4  # CSS pixels
WALL = "wall"  # the size of slides
SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}  # mm
WIDTH, TOP, BOTTOM = 166.0, 22.0, 20.0  # mm; the printed width is the same on every paper, so that lines agree

_SLIDE = """@page {
  size: 254mm 142.875mm; margin: 12mm 16mm 8mm;
  @bottom-center { content: none } @top-left { content: none } @top-right { content: none }
}"""

MEASURING_PAGE = 30000  # mm: no page of WeasyPrint can be much longer

# The face of the pages in the very files that they load, and ones of packages for what pages leave to the system: sans,
# and signs that are not in those files. What has the letters of one script is a family of its own, because WeasyPrint
# would write the glyphs of files of one family and style as those of one font.
_SCREEN = files("postil") / "theme/static/postil/fonts"
_SERIF, _SANS = (files(f"font_source_{kind}_pro") / "files" for kind in ("serif", "sans"))
SCRIPTS = {"latin": "Edition Serif", "latin-ext": "Edition Serif Extended", "cyrillic": "Edition Serif Cyrillic"}
# (family, file, style, weight)
FACES = [
    *(
        (family, Path(str(_SCREEN / f"source-serif-4-{script}-{weight}-{style}.woff2")), style, weight)
        for script, family in SCRIPTS.items()
        for style in ("normal", "italic")
        for weight in (400, 600)
    ),
    ("Edition Signs", Path(str(_SERIF / "SourceSerifPro-Regular.ttf")), "normal", 400),
    ("Edition Signs", Path(str(_SERIF / "SourceSerifPro-Regular.ttf")), "italic", 400),
    ("Edition Signs", Path(str(_SERIF / "SourceSerifPro-Semibold.ttf")), "normal", 600),
    ("Edition Sans", Path(str(_SANS / "SourceSansPro-Regular.ttf")), "normal", 400),
    ("Edition Sans", Path(str(_SANS / "SourceSansPro-It.ttf")), "italic", 400),
    ("Edition Sans", Path(str(_SANS / "SourceSansPro-Semibold.ttf")), "normal", 600),
]


def height(size: str) -> float:
    """The height of what is printed on a page of a size, in mm."""
    return SIZES[size][1] - TOP - BOTTOM


def lay_out(body: str, *, size: str = "a4", title: str = "", language: str = "en", author: str = "") -> Document:
    """Lay out the HTML of a body on pages of a size, or on slides."""
    return _lay_out(_document(body, title, language, author), _SLIDE if size == WALL else _page(size))


def _page(size: str) -> str:
    width, tall = SIZES[size]
    side = (width - WIDTH) / 2
    return f"@page {{ size: {width}mm {tall}mm; margin: {TOP}mm {side:.2f}mm {BOTTOM}mm }}"


def measured(body: str) -> Iterator[Box]:
    """The boxes of the HTML of a body at the printed width; what is too long for one measuring page goes on on more."""
    long = f"@page {{ size: {WIDTH}mm {MEASURING_PAGE}mm; margin: 0 }}"
    return boxes(_lay_out(_document(body, "", "en", ""), long))


@cache
def heights(body: str) -> dict[str, float]:
    """The height in mm, with margins, of each measured block in the HTML of a body, by its id."""
    return {
        box.element.get("id"): box.margin_height() / MILLIMETRE
        for box in measured(body)
        if isinstance(box, BlockBox) and box.element is not None and box.element.get("class") == "postil-print-measured"
    }


@cache
def reach(body: str, size: str, used: float) -> float:
    """How far down its last page a body reaches, in mm, that begins `used` mm below the top of a page."""
    begin = f'<div style="height: {used:.2f}mm"></div>' if used else ""
    return filled(lay_out(f'{begin}<div class="postil-print-measured">{body}</div>', size=size)) / MILLIMETRE


def write(document: Document, path: Path, source: str) -> None:
    """Write a tagged PDF (PDF/UA-1); the same `source` gives the same bytes."""
    find_pages_quickly()
    identifier = hashlib.sha256(source.encode()).hexdigest()[:32].encode()
    document.write_pdf(path, pdf_variant="pdf/ua-1", pdf_identifier=identifier)


def _document(body: str, title: str, language: str, author: str) -> str:
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="author" content="{author}">'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def _lay_out(text: str, page: str) -> Document:
    style, fonts = _style((*CHINESE, *SIGNS, *CODE))
    sheets = [style, CSS(string=page)]
    return HTML(string=text, url_fetcher=_Fonts()).render(stylesheets=sheets, font_config=fonts)


@cache
def _style(files_of_fonts: tuple[str, ...]) -> tuple[CSS, FontConfiguration]:
    """The style sheet, and the fonts that it names, beside those of these files; read once in a process."""
    work_once()
    with alone(*files_of_fonts):
        fonts = FontConfiguration()
    text = "\n".join([*_faces(), (files(__package__) / "paper.css").read_text("utf-8")])
    return CSS(string=text, font_config=fonts, url_fetcher=_Fonts()), fonts


def _faces() -> Iterator[str]:
    for family, file, slant, weight in FACES:
        style = f"font-style: {slant}; font-weight: {weight}"
        yield f'@font-face {{ font-family: "{family}"; src: url({file.as_uri()}); {style} }}'


class _Fonts(URLFetcher):  # type: ignore[misc]
    """Reads the fonts of the handouts: a text by a stranger can name no other file and no other host."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes of a font, or of a picture in the address itself. Raises ValueError for anything else."""
        if url.startswith("data:image/"):
            return super().fetch(url)
        path = Path(unquote(urlsplit(url).path))
        if path not in {file for _, file, _, _ in FACES}:
            raise ValueError(f"handouts load nothing but their fonts: {url}")
        return URLFetcherResponse(url, path.read_bytes())
