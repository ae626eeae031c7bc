"""Still pictures in pages, each in a place as high as the figure that will be drawn there, so that nothing moves."""

from __future__ import annotations

from html import escape
from typing import Any

from postil.charts.downloads import size_of, width_of
from postil.charts.locale import _

HEIGHT, LEAST = 440, 560  # px: where a figure names none, as in charts.js
_STEPS = (LEAST, 700, 800, 900)  # px: the widths below which the style sheet can show the narrow form
_MARGINS = 40  # px: what a narrow screen has beside a chart


def inline(payload: dict[str, Any], stills: dict[str, str], printed: str, *, site: bool) -> str:
    """Still pictures as parts of the page, which are there at once; the style sheet shows one, on paper that for it.

    Where there are none, words, on a page in room for the figure.
    """
    if not stills:
        words = escape(_("The chart is drawn by script; its data are in the table below."))
        return _place((_room(payload["figure"]) if site else "") + f"<p>{words}</p>")
    parts = (
        f'<div class="postil-chart-{form}">{_as_high(svg, _shown(payload, svg)) if site else svg}</div>'
        for form, svg in stills.items()
    )
    return _place("".join(parts) + _on_paper(printed), _least(payload, stills["wide"]) if "narrow" in stills else 0)


def as_images(payload: dict[str, Any], stills: dict[str, str], printed: str, at_wide: str, at_narrow: str) -> str:
    """Still pictures as files at two addresses: a browser fetches what fits, when a reader comes near or prints.

    Where no other is `printed`, as in a text, a chart is printed in a column.
    """
    if not stills.keys() >= {"wide", "narrow"}:
        return inline(payload, stills, printed, site=True)
    wide, narrow = stills["wide"], stills["narrow"]
    tied = "" if all(_height(_shown(payload, svg)) for svg in (wide, narrow)) else " data-tied"
    media = f"(width < {_least(payload, wide) + _MARGINS}px)" + ("" if printed else ", print")
    return _place(
        f'<picture><source media="{media}" srcset="{at_narrow}" {size_of(narrow)}>'
        f'<img src="{at_wide}" {size_of(wide)} alt="" loading="lazy"{tied}></picture>{_on_paper(printed)}'
    )


def _on_paper(printed: str) -> str:
    """The picture that is printed, a part of the page: what is fetched when a reader prints may come too late."""
    return f'<div class="postil-chart-printed">{printed}</div>' if printed else ""


def of_plain(figure: dict[str, Any]) -> str:
    """The room for a figure that nobody published."""
    words = escape(_("The chart is drawn by script."))
    return _place(f"{_room(figure)}<p>{words}</p>")


def _place(content: str, least: int = 0) -> str:
    """What is taken away when the figure is drawn. Where it is narrower than `least` the narrow form is shown, which
    is said first: a page is seen before all of it has come."""
    below = f" postil-below-{least}" if least else ""
    return f'<div class="postil-chart-still{below}">{content}</div>'


def _room(figure: dict[str, Any]) -> str:
    """An empty picture as high as the figure; none where that depends on the width."""
    height = _height(figure)
    return f'<svg height="{height}" aria-hidden="true"></svg>' if height else ""


def _as_high(svg: str, figure: dict[str, Any]) -> str:
    """The picture in a box as high as its figure, at the size at which it was drawn, or smaller."""
    height = _height(figure)
    return svg.replace("<svg ", f'<svg height="{height}" preserveAspectRatio="xMidYMin" ', 1) if height else svg


def _height(figure: dict[str, Any]) -> int | None:
    """At what height charts.js draws a figure; None where its axes are tied, and it follows from the width."""
    layout = figure["layout"]
    x, y = layout.get("xaxis", {}), layout.get("yaxis", {})
    tied = y.get("scaleanchor") and x.get("range") and y.get("range")
    return None if tied else layout.get("height") or HEIGHT


def _shown(payload: dict[str, Any], svg: str) -> dict[str, Any]:
    """The figure of which a still is a picture, by its width."""
    figure: dict[str, Any] = payload["figure"]
    return payload["narrow"] or figure if width_of(svg) < _asked(payload) else figure


def _asked(payload: dict[str, Any]) -> float:
    """The least width of the wide form."""
    return (payload["figure"]["layout"].get("meta") or {}).get("least") or LEAST


def _least(payload: dict[str, Any], wide: str) -> int:
    """The same, by the steps of the style sheet; in a column that is narrower there is but one form."""
    asked = _asked(payload)
    return min(_STEPS, key=lambda step: abs(step - asked)) if width_of(wide) >= asked else LEAST
