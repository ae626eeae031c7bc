"""How a chart reads in HTML: title, reading, still picture, table, entries, downloads."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.builders import STATIC_FOLDER, makes_site
from postil.charts import downloads, pictures, scripts
from postil.charts.embedding import embedded
from postil.charts.locale import _
from postil.charts.nodes import (
    chart,
    chart_choices,
    chart_entries,
    chart_entry,
    chart_foot,
    chart_sources,
    chart_table,
    how_made,
    plain_chart,
)
from postil.charts.store import Figure
from postil.joining import SEPARATOR

_MARK = 'class="postil-chart-drawing'
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
# There from the start, so that nothing moves when the script comes.
_SAVED = '<span class="postil-scripted"> · <button type="button">PNG</button></span>'


def setup(app: Sphinx) -> None:
    """Give the nodes their HTML and the pages that hold charts their files."""
    app.add_node(chart, html=(visit_chart, depart_chart))
    app.add_node(chart_table, html=(visit_table, lambda self, node: None))
    app.add_node(chart_foot, html=(visit_foot, depart_foot))
    app.add_node(chart_sources, html=(visit_sources, depart_sources))
    app.add_node(chart_choices, html=(visit_choices, lambda self, node: None))
    app.add_node(chart_entries, html=(visit_entries, depart_entries))
    app.add_node(chart_entry, html=(visit_entry, depart_entry))
    app.add_node(how_made, html=(visit_how_made, depart_how_made))
    app.add_node(plain_chart, html=(visit_plain_chart, lambda self, node: None))
    app.connect("builder-inited", scripts.write)
    app.connect("html-page-context", load_on_pages_with_charts, priority=800)
    app.connect("build-finished", downloads.write)


def load_on_pages_with_charts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """A page without a chart loads nothing for charts, nor does one of an e-book."""
    if _MARK in context.get("body", "") and makes_site(app.builder):
        app.add_css_file(f"{STATIC_FOLDER}/{scripts.STYLE}")
        app.add_js_file(f"{STATIC_FOLDER}/{scripts.SCRIPT}", loading_method="defer")


def visit_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Title and reading, unless the page has them, and the drawing."""
    payload, whole = node["figure"].payload, node["whole"]
    page = self.builder.get_relative_uri(self.builder.current_docname, node["figure"].docname)
    about = f' data-figure="{_beside(self, payload["name"])}.js?v={_version(node["figure"])}"'
    about += _widths(node["stills"])
    about += f' data-links="{escape(payload["links"])}"' if payload["links"] else ""
    about += " data-whole" if whole else f' data-page="{escape(page)}"'
    about += " data-differed" if payload["then"] else ""
    self.body.append(
        f'<figure class="postil-chart" id="{node["ids"][0]}" data-chart="{escape(payload["name"])}"{about}>'
        f"{'' if whole == 'first' else caption(payload)}{_drawing(node, _stills(self, node))}"
    )
    if whole:
        self.body.append(f'<p class="postil-chart-tools postil-later">{_tools(self, node)}</p>')


def _widths(stills: dict[str, str]) -> str:
    """At what width each form was drawn, from which charts.js knows the shape of its place."""
    widths = (f"{downloads.width_of(svg):g}" for svg in stills.values())
    return f' data-stills="{" ".join(widths)}"' if stills else ""


def _stills(self: HTML5Translator, node: nodes.Element) -> str:
    """The picture of a page's first chart is a part of the page; others wait until a reader is near.

    So do all on a page that says that they are `far`.
    """
    payload = node["figure"].payload
    site = makes_site(self.builder)
    if not site or (not self.document.get("far") and node is next(self.document.findall(chart))):
        return pictures.inline(payload, node["stills"], node["printed"], site=site)
    forms = ("wide" if node["whole"] else "column", "narrow")
    files = (_beside(self, f"{downloads.still_of(payload['name'], form)}.svg") for form in forms)
    return pictures.as_images(payload, node["stills"], node["printed"], *files)


def depart_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the figure."""
    self.body.append("</figure>\n")


def visit_table(self: HTML5Translator, node: nodes.Element) -> None:
    """The table, folded; open where no picture is in its place."""
    payload = node["payload"]
    opened = "" if payload["still"] else " open"
    rows, known = len(payload["rows"]), payload["known_then"]
    words = str(_("Table of the data, %d rows"))
    summary = in_both_views(words % rows, words % sum(known) if known and not all(known) else "")
    table = table_of(payload, {key: _written(self, named) for key, named in zip(node["cites"], node, strict=True)})
    self.body.append(f'<details class="postil-chart-data"{opened}><summary>{summary}</summary>{table}</details>')
    raise nodes.SkipNode


def _written(self: HTML5Translator, node: nodes.Node) -> str:
    """The children of a node as HTML, which does not go into the page here."""
    before, self.body = self.body, []
    for child in node.children:
        child.walkabout(self)
    written, self.body = "".join(self.body), before
    return written


def visit_foot(self: HTML5Translator, node: nodes.Element) -> None:
    """What it bears on and its sources follow as children."""
    self.body.append('<div class="postil-chart-foot">')


def depart_foot(self: HTML5Translator, node: nodes.Element) -> None:
    """Where the data and the method are."""
    self.body.append(f"<p>{_tools(self, node.parent)}</p></div>")


def visit_sources(self: HTML5Translator, node: nodes.Element) -> None:
    """One quiet line that opens the others."""
    words, count, known = str(_("%d sources")), node["count"], node["known"]
    summary = in_both_views(words % count, words % known if known < count else "")
    id = f' id="{node["ids"][0]}"' if node["ids"] else ""
    later = "" if known else " postil-later"
    self.body.append(f'<details class="postil-chart-cited{later}"{id}><summary>{summary}</summary>')


def depart_sources(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the line."""
    self.body.append("</details>\n")


def caption(payload: dict[str, Any]) -> str:
    """The title and the reading, also as of the day of the text."""
    title = in_both_views(payload["title"], payload["then_title"])
    reading = in_both_views(payload["reading"], payload["then_reading"])
    return (
        f'<figcaption><span class="postil-chart-title">{title}</span> '
        f'<span class="postil-chart-reading">{reading}</span></figcaption>'
    )


def in_both_views(now: str, then: str) -> str:
    """Words, and where they differ those of the day of the text, of which the style sheet shows one."""
    if not then:
        return escape(now)
    return f'<span class="postil-now">{escape(now)}</span><span class="postil-then">{escape(then)}</span>'


def _tools(self: HTML5Translator, node: nodes.Element) -> str:
    """Links to what can be had: data, picture, notebook, places to run it."""
    figure = node["figure"]
    current = self.builder.current_docname
    at = _beside(self, figure.payload["name"])
    rows = str(_("Data (CSV, %d rows)")) % len(figure.payload["rows"])
    all_rows = str(_("Data (CSV, later rows too)")) if figure.payload["known_then"] else ""
    links = [(f"{at}.csv", in_both_views(rows, all_rows), " download")]
    if figure.docname != current:
        page = self.builder.get_relative_uri(current, figure.docname)
        told = _("What is counted, and how") if _has_table(node) else _("Table, sources, and what is counted")
        links.append((f"{page}#{figure.about}", told, ""))
    elif node["stills"]:
        links.append((f"{at}.svg", "SVG", " download"))
    if figure.docname == current:
        places = downloads.launch_links(self.builder.app, figure.docname)
        links += [(address, str(_("Run it on %s")) % place, "") for place, address in places]
    told = SEPARATOR.join(f'<a href="{escape(address)}"{more}>{text}</a>' for address, text, more in links)
    return told + _SAVED if node["whole"] and makes_site(self.builder) else told


def visit_plain_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """An ordinary Plotly output, drawn like the others."""
    figure = node["figure"]
    words = escape(title_of(figure))
    self.body.append(
        f'<figure class="postil-chart postil-plain"><div class="postil-chart-drawing" role="img" aria-label="{words}"'
        f' tabindex="0">{pictures.of_plain(figure)}</div>{embedded(figure)}</figure>\n'
    )
    raise nodes.SkipNode


def title_of(figure: dict[str, Any]) -> str:
    """The title of an ordinary Plotly output, which may have none."""
    title = figure["layout"].get("title") or {}
    return str((title.get("text", "") if isinstance(title, dict) else title) or _("Chart"))


def visit_choices(self: HTML5Translator, node: nodes.Element) -> None:
    """The fields of the filter; they are in the page from the start, so that nothing moves when the script comes."""
    marks, count = node["marks"], len(node["marks"])
    if makes_site(self.builder):
        fields = "".join(
            _field(label, marks) for label in sorted({label for mark in marks for label in mark["choices"]})
        )
        told, reset = str(_("%d of %d")) % (count, count), escape(_("Show all"))
        self.body.append(
            f'<form class="postil-choices" autocomplete="off">{fields}<p><span role="status">{escape(told)}</span>'
            f' <button type="reset">{reset}</button></p></form>\n'
        )
    raise nodes.SkipNode


def _field(label: str, marks: list[dict[str, Any]]) -> str:
    groups: dict[str, bool] = {}  # group → whether some mark of it was known on the day of the text
    for mark in marks:
        if group := mark["choices"].get(label):
            groups[group] = groups.get(group, False) or mark["known"]
    options = "".join(
        f"<option{'' if known else ' data-later'}>{escape(group)}</option>" for group, known in groups.items()
    )
    every = escape(_("All"))
    name = "-".join(re.findall(r"[a-z0-9]+", label.lower()))
    return (
        f'<label>{escape(label)}<select name="{name}" data-choice="{escape(label)}">'
        f'<option value="">{every}</option>{options}</select></label>'
    )


def visit_entries(self: HTML5Translator, node: nodes.Element) -> None:
    """A list that opens; without script it is where a mark's sources are."""
    summary = escape(_("All %d, one by one") % node["count"])
    self.body.append(f'<details class="postil-entries"><summary>{summary}</summary><ol>')


def depart_entries(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the list."""
    self.body.append("</ol></details>\n")


def visit_entry(self: HTML5Translator, node: nodes.Element) -> None:
    """Title and facts; remark, sources and sentences follow as children."""
    mark = node["mark"]
    later = "" if mark["known"] else " data-later"
    # In the order of the alphabet: the cache of notebooks keeps no other.
    choices = escape(json.dumps(mark["choices"], ensure_ascii=False, sort_keys=True))
    facts = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in sorted(mark["facts"].items()) if v)
    self.body.append(
        f'<li class="postil-entry" id="mark-{mark["key"]}" data-key="{mark["key"]}" data-choices="{choices}"{later}>'
        f'<p class="postil-entry-title">{escape(mark["title"])}</p><dl class="postil-entry-facts">{facts}</dl>'
        '<div class="postil-entry-more">'
    )


def depart_entry(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the entry."""
    self.body.append("</div></li>\n")


def visit_how_made(self: HTML5Translator, node: nodes.Element) -> None:
    """The notebook, folded."""
    summary = escape(_("How this was made"))
    self.body.append(f'<details class="postil-how postil-later"><summary>{summary}</summary>')


def depart_how_made(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</details>\n")


def _beside(self: HTML5Translator, name: str) -> str:
    """The address of a file of charts, or of all those of a chart, without their suffix."""
    return f"{'../' * self.builder.current_docname.count('/')}{downloads.FOLDER}/{name}"


def _version(figure: Figure) -> str:
    return hashlib.sha256(figure.file.encode()).hexdigest()[:8]


def _drawing(node: nodes.Element, stills: str) -> str:
    """The place of the drawing, with still pictures until then; the script knows where the figure is."""
    payload = node["figure"].payload
    below = node["whole"] or _has_table(node)
    where = _("The data are in the table below.") if below else _("The table of the data is on the page of the chart.")
    now, then = (payload["title"], payload["reading"]), (payload["then_title"], payload["then_reading"])
    label = escape(f"{now[0]}. {now[1]} {where}")
    known = f"{then[0] or now[0]}. {then[1] or now[1]} {where}"
    then_label = f' data-then-label="{escape(known)}"' if any(then) else ""
    return f'<div class="postil-chart-drawing" role="img" aria-label="{label}"{then_label} tabindex="0">{stills}</div>'


def _has_table(node: nodes.Element) -> bool:
    return any(isinstance(child, chart_table) for child in node)


def table_of(payload: dict[str, Any], links: Mapping[str, str]) -> str:
    """The plotted data as an HTML table in a frame that scrolls; `links` say how the sources of rows are named."""
    known = payload["known_then"] or [True] * len(payload["rows"])
    marks = [mark["key"] for mark in payload["marks"]] if len(payload["marks"]) == len(known) else []
    keys = [f' data-key="{key}"' for key in marks] or [""] * len(known)
    cited = _columns_of_sources(payload)
    ways = [links if column in cited else {} for column in range(len(payload["columns"]))]
    later = [' class="postil-later"' if column in cited else "" for column in range(len(payload["columns"]))]
    head = "".join(
        f'<th scope="col"{more}>{escape(column)}</th>' for column, more in zip(payload["columns"], later, strict=True)
    )
    rows = "".join(
        f"<tr{key}{'' if then else ' data-later'}>{_cells(row, later, ways)}</tr>"
        for row, then, key in zip(payload["rows"], known, keys, strict=True)
    )
    title = f"<caption>{in_both_views(payload['title'], payload['then_title'])}</caption>"
    table = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    label = escape(_("Table of the data"))
    return f'<div class="postil-scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'


def cited_in(payload: dict[str, Any]) -> set[str]:
    """The keys of sources that cells of the table name."""
    columns = _columns_of_sources(payload)
    return {key for row in payload["rows"] for column in columns for key in _keys(row[column])}


def _columns_of_sources(payload: dict[str, Any]) -> list[int]:
    """The columns that name the sources of the rows, which may be later than what they tell."""
    lists = [payload["sources"], *(mark["sources"] for mark in payload["marks"])]
    sources = {source for some in lists for source in some}
    given = ({key for cell in column for key in _keys(cell)} for column in zip(*payload["rows"], strict=True))
    return [number for number, keys in enumerate(given) if keys and keys <= sources]


def _keys(cell: Any) -> list[str]:
    """What may be keys of sources: words between spaces and semicolons."""
    return cell.replace(";", " ").split() if isinstance(cell, str) else []


def _cells(row: list[Any], later: list[str], ways: list[Mapping[str, str]]) -> str:
    told = zip(row, later, ways, strict=True)
    return "".join(f"<td{more}>{_cell(cell, links)}</td>" for cell, more, links in told)


def _cell(value: Any, links: Mapping[str, str]) -> str:
    if links:
        return "; ".join(links.get(key, escape(key)) for key in _keys(value))
    words = "" if value is None else escape(str(value))
    return f"<time>{words}</time>" if _DAY.fullmatch(words) else words
