"""The picture that others show beside a link to the edition (Open Graph protocol, `og:image`): its title and verdicts.

Drawn with Pillow at build time, where that is installed, in the theme's own face, so that two machines give the same
bytes. A title with letters that the face does not have gets no picture rather than boxes.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from textwrap import wrap

from sphinx.application import Sphinx

from postil.edition import Edition
from postil.sphinx.domain import edition_domain

NAME = "social.png"
SIZE = (1200, 630)  # px, as the protocol's readers expect
_EDGE = 84  # px
_PAPER, _INK, _SOFT = "#fdfcf9", "#1b1a17", "#625d54"
_FACE = "static/postil/fonts/source-serif-4-latin-400-normal.woff2"


def write_picture(app: Sphinx, subtitle: str, folder: Path) -> bool:
    """Write the picture of this book into a folder; False where it cannot be drawn."""
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError:
        return False
    edition = edition_domain(app.env).edition
    title = app.config.html_title or app.config.project
    if not (title + subtitle).isascii() and any(ord(letter) > 0x2122 for letter in title + subtitle):
        return False
    face = str(files("postil.theme") / _FACE)
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    lines = wrap(title, 28)[:4]
    draw.multiline_text((_EDGE, 70), "\n".join(lines), font=ImageFont.truetype(face, 78), fill=_INK, spacing=14)
    draw.text((_EDGE, 420), subtitle, font=ImageFont.truetype(face, 34), fill=_SOFT)
    for left, right, colour in cells(edition):
        draw.rectangle((left, 506, right, 548), fill=colour)
    picture.save(folder / NAME, optimize=True)
    return True


def cells(edition: Edition) -> list[tuple[float, float, str]]:
    """The verdicts as cells along the foot: left and right edge in px, and the colour of each."""
    counts = Counter(note.verdict for note in edition.notes if note.verdict)
    colours = [v.light for v in edition.vocabulary.verdicts.values() for _cell in range(counts[v])]
    width = (SIZE[0] - 2 * _EDGE) / max(len(colours), 1)
    gap = min(3, width / 2)
    return [(_EDGE + n * width, _EDGE + (n + 1) * width - gap, colour) for n, colour in enumerate(colours)]
