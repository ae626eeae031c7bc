"""Icons that pages name by the classes of Font Awesome, by sphinx-design's roles `fas`, `far` and `fab` or in HTML.

Other themes load a script of more than a megabyte, or fonts from another host, to fill these elements; here each has
its drawing within it, in the colour and height of the letters beside it.
"""

from __future__ import annotations

import re
from typing import Any

from postil.compat.font_awesome import drawings
from postil.theme.assets import name_of

_ELEMENT = re.compile(r'(<(span|i) (?:[^<>]* )?class="([^"]*\bfa-[^"]*)"[^<>]*>)\s*(</\2>)')
_PACKS = {
    "fas": ("fas",),
    "fa-solid": ("fas",),
    "far": ("far",),
    "fa-regular": ("far",),
    "fab": ("fab",),
    "fa-brands": ("fab",),
    "fa": ("fas", "fab", "far"),  # of version 4, which knew no packs
}
_PARTS = ("body", "theme_announcement", "theme_extra_footer")
_LICENCE = "<!-- Font Awesome Free, fontawesome.com/license/free, CC BY 4.0 -->"


def draw_icons(context: dict[str, Any]) -> None:
    """Draw the icons in what a page shows, unless the book itself loads Font Awesome."""
    files = [*context.get("css_files", ()), *context.get("script_files", ())]
    if not any("awesome" in name_of(file).lower() for file in files):
        context |= {part: with_icons(context[part]) for part in _PARTS if context.get(part)}


def with_icons(body: str) -> str:
    """HTML with a drawing in every empty element that names an icon; one that nobody knows stays as it is."""
    return _ELEMENT.sub(_drawn, body)


def _drawn(match: re.Match[str]) -> str:
    start, _, classes, end = match.groups()
    names = classes.split()
    packs = [pack for name in names for pack in _PACKS.get(name, ())]
    keys = [(pack, name.removeprefix("fa-")) for pack in packs for name in names if name.startswith("fa-")]
    drawing = next((drawings()[key] for key in keys if key in drawings()), None)
    if drawing is None:
        return match[0]
    box = f'viewBox="0 0 {drawing.width} {drawing.height}"'
    return f'{start}<svg class="postil-icon" {box} aria-hidden="true">{_LICENCE}<path d="{drawing.path}"/></svg>{end}'
