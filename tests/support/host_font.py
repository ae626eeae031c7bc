"""A font that another machine may have: of a common name, very wide, and with letters that few fonts know."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

CUNEIFORM = "\U00012000"


def install(folder: Path) -> Path:
    """Write the font, and settings of fontconfig that prefer it to all others; returns the settings' path."""
    _font("Noto Sans Mono").save(folder / "NotoSansMono.ttf")
    prefer = "<prefer><family>Noto Sans Mono</family></prefer>"
    aliases = "".join(
        f"<alias binding='same'><family>{family}</family>{prefer}</alias>"
        for family in ("monospace", "sans-serif", "Arial", "Liberation Sans", "DejaVu Sans")
    )
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<?xml version='1.0'?><fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir>{aliases}"
        "</fontconfig>",
        "utf-8",
    )
    return settings


def _font(family: str) -> FontBuilder:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (1900, 700), (1900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    letters = {ord(letter): "box" for letter in map(chr, range(32, 127))} | {ord(CUNEIFORM): "box"}
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "box"])
    font.setupCharacterMap(letters)
    font.setupGlyf({".notdef": pen.glyph(), "box": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (2000, 0), "box": (2000, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular", "fullName": family, "psName": "NotoSansMono"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost(isFixedPitch=1)
    return font
