"""Plotly's SVG as a part of pages: without styles, random ids, fixed colours and what says nothing."""

from __future__ import annotations

import re

from lxml import etree

INK, RULE = "rgb(1, 2, 3)", "rgb(4, 5, 6)"  # the page's own colours, until the picture is cleaned
_RGB = re.compile(r"rgb\((\d+), (\d+), (\d+)\)")
_NEEDLESS = ("class", "data-unformatted", "data-math", "data-index", "pointer-events")
_DEFAULTS = {"opacity": "1", "vector-effect": "none", "transform": "", "text-anchor": "start"}
_STRAIGHT = re.compile(r"(?:[ML]-?[\d.]+[, ]?-?[\d.]+|[HV]-?[\d.]+|Z)+\Z")
_STEP = re.compile(r"([MLHVZ])([^MLHVZ]*)")


def clean(svg: str, name: str, figure_digest: str) -> str:
    """Plotly's picture, drawn with `INK` and `RULE`, in the colours of the page; it takes the width of its place."""
    root = etree.fromstring(svg.encode())
    for element in root.iter():
        for declaration in element.attrib.pop("style", "").split(";"):
            key, _, value = declaration.partition(":")
            if value.strip():
                element.set(key.strip(), value.strip())
        _tidy(element)
    _drop_empty(root)
    width, height = (root.attrib.pop(key) for key in ("width", "height"))
    root.attrib.update({"viewBox": f"0 0 {width} {height}", "data-digest": figure_digest, "aria-hidden": "true"})
    text: str = etree.tostring(root, encoding="unicode")
    for number, id in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', text))):
        text = re.sub(rf"(id=\"|url\(#|url\('#|url\(&quot;#){re.escape(id)}\b", rf"\g<1>{name}-{number}", text)
    for colour, variable in ((INK, "--postil-chart-ink"), (RULE, "--postil-chart-rule")):
        text = text.replace(colour, f"var({variable})")
    text = re.sub(r"(\d+\.\d)\d+", r"\1", text)  # a tenth of a pixel is enough
    text = re.sub(r'(?<= d=")[^"]+', lambda match: relative(match[0]), text)
    return _RGB.sub(_variable, text) + "\n"


def _tidy(element: etree._Element) -> None:
    """Leave out what is so by default, and write paint that nobody sees as none."""
    given = element.attrib
    for key in [*_NEEDLESS, *(key for key, value in _DEFAULTS.items() if given.get(key) == value)]:
        given.pop(key, None)
    for paint in ("fill", "stroke"):
        opacity = given.get(f"{paint}-opacity")
        if opacity == "0":
            given[paint] = "none"
        if opacity == "0" or (
            opacity == "1" and not any(f"{paint}-opacity" in a.attrib for a in element.iterancestors())
        ):
            del given[f"{paint}-opacity"]


def _drop_empty(element: etree._Element) -> None:
    for child in list(element):
        _drop_empty(child)
        if etree.QName(child).localname in ("g", "path") and not len(child) and not child.attrib:
            element.remove(child)


def relative(path: str) -> str:
    """The same straight lines, to a tenth of a pixel, each told from the end of the one before, which is shorter."""
    if not _STRAIGHT.match(path):
        return path
    told, x, y, start, before = [], 0, 0, (0, 0), ""
    for command, numbers in _STEP.findall(path):
        ends = [round(float(number) * 10) for number in re.findall(r"-?[\d.]+", numbers)]
        to_x, to_y = {"H": [*ends, y], "V": [x, *ends], "Z": start}.get(command, ends)
        steps = {"H": [to_x - x], "V": [to_y - y], "Z": []}.get(command, [to_x - x, to_y - y])
        words = [f"{step / 10:g}".replace("0.", ".", 1) if abs(step) < 10 else f"{step / 10:g}" for step in steps]
        said = "".join(word if word.startswith("-") else f" {word}" for word in words)
        told.append(said if command == before == "L" else command.lower() + said.lstrip())
        (x, y), before = (to_x, to_y), command
        start = (x, y) if command == "M" else start
    return "".join(told)


def _variable(match: re.Match[str]) -> str:
    """A colour of ours as the custom property that has its counterpart on dark paper; others as they are."""
    from postil.charts.look import PALETTE

    name = "".join(f"{int(part):02x}" for part in match.groups())
    return f"var(--postil-c-{name})" if f"#{name}" in PALETTE else match[0]
