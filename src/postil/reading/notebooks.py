"""What of a notebook cannot be read, to which MyST-NB answers with a traceback, or cannot be shown; by its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError
from pygments.lexers import get_lexer_by_name
from pygments.token import Error
from pygments.util import ClassNotFound

from postil.problems import ProblemError
from postil.reading.extensions import plugins
from postil.reading.fields import in_words
from postil.reading.json_values import JsonError, faults_in_words

_NEWEST = 4  # nbformat
_SHEETS = 3  # in which cells are in sheets
_CELL = re.compile(r'"cell_type"\s*:')
_AGAIN = "save it in Jupyter again"
_PASTED = re.compile(r"\]\(\s*<?attachment:([^\s)>]+)|\bsrc=[\"']attachment:([^\"']+)")
_SHOWN = re.compile(  # MyST-NB 1.x, `render_mime_type`; ours and Plotly's
    r"text/(?:plain|html|latex|markdown)|image/(?:png|jpeg|gif|svg\+xml)|application/(?:pdf|javascript)"
    r"|application/vnd\.(?:jupyter\.widget-view|plotly\.v1|postil\.\w+(?:\.\w+)*)\+json"
)
_RENDERERS = "myst_nb.mime_renderers"
_KNOWN_RENDERERS = {"postil", "plotly", "example"}  # ours, and one of MyST-NB

_Words = str | list[str]


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", defer_build=True)


class _Stream(_Part):
    output_type: Literal["stream"]
    name: str
    text: _Words


class _Display(_Part):
    output_type: Literal["display_data", "execute_result"]
    data: dict[str, Any]


class _Failure(_Part):
    output_type: Literal["error"]
    traceback: _Words


class _About(_Part):
    tags: _Words = []


class _Text(_Part):
    cell_type: Literal["markdown", "raw"]
    source: _Words
    metadata: _About
    attachments: dict[str, dict[str, Any]] = {}


class _Code(_Part):
    cell_type: Literal["code"]
    source: _Words
    metadata: _About
    outputs: list[Annotated[_Stream | _Display | _Failure, Field(discriminator="output_type")]]


class _OfNotebook(_Part):
    kernelspec: dict[str, Any] = {}
    language_info: dict[str, Any] | None = None
    mystnb: dict[str, Any] = {}


class _Notebook(_Part):
    nbformat_minor: StrictInt = 0
    metadata: _OfNotebook
    cells: list[Annotated[_Text | _Code, Field(discriminator="cell_type")]]


class Unshown(NamedTuple):
    """What of a notebook makes a build warn: the kind of the warning, as Sphinx calls it, and the line.

    `saved` says that it is among what was saved, so that running the notebook replaces it.
    """

    kind: str
    line: int
    message: str
    saved: bool


def require_notebook(text: str) -> None:
    """Raise ProblemError for what is no notebook of a format that can be read."""
    try:
        with faults_in_words():
            data = json.loads(text)
    except JsonError as error:
        message = f"is no notebook: it {error}; {_AGAIN}"
        raise ProblemError("file-unreadable", message, error.line, error.column) from None
    form = data.get("nbformat") if isinstance(data, dict) else None
    if type(form) is not int:
        raise ProblemError("file-unreadable", f"is no notebook: it does not say its nbformat; {_AGAIN}")
    if form > _NEWEST:
        message = f"is a notebook of nbformat {form}, and {_NEWEST} is the newest that is known; save it as that"
        raise ProblemError("file-unreadable", message)
    if form <= _SHEETS and not isinstance(data.get("worksheets"), list):
        raise ProblemError("file-unreadable", f"is no notebook of nbformat {form}: it has no worksheets; {_AGAIN}")
    if form == _NEWEST:
        _require_parts(data, text)


def _require_parts(data: dict[str, Any], text: str) -> None:
    try:
        _Notebook.model_validate(data)
    except ValidationError as errors:
        error = errors.errors()[0]
        place = [str(step) for step in error["loc"] if step not in ("markdown", "raw", "code")]
        cell = int(place[1]) if place[:1] == ["cells"] and len(place) > 1 else None
        named = f"cell {cell + 1} of the notebook" if cell is not None else "is no notebook"
        where = ".".join(place[2:] if cell is not None else place)
        message = f"{named}: {f'{where} ' if where else ''}{in_words(error)}; {_AGAIN}"
        raise ProblemError("file-unreadable", message, 1 if cell is None else line_of_cell(text, cell)) from None


def line_of_cell(text: str, number: int) -> int:
    """The line, from 1, of a cell of a notebook, whose number is from 0."""
    found = next(islice(_CELL.finditer(text), number, None), None)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def not_shown(text: str) -> tuple[Unshown, ...]:
    """What of a notebook that can be read makes a build warn, in the order of its cells."""
    data = json.loads(text)
    if data["nbformat"] != _NEWEST:
        return ()
    lexer = _lexer(data["metadata"])
    found = (
        Unshown(kind, line_of_cell(text, number), f"cell {number + 1} of the notebook {message}", saved)
        for number, cell in enumerate(data["cells"])
        for kind, message, saved in (*_unshown_words(cell), *_unshown_outputs(cell), *_unshown_code(cell, lexer))
    )
    return tuple(found)


def _unshown_words(cell: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for pasted in _PASTED.finditer(_joined(cell["source"])) if cell["cell_type"] == "markdown" else ():
        name = pasted[1] or pasted[2]
        right = f"save it as a file beside the notebook, and write {name} for attachment:{name}"
        yield "image.not_readable", f"holds the picture '{name}' within it, which a page cannot show; {right}", False


def _unshown_outputs(cell: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    if plugins(_RENDERERS) - _KNOWN_RENDERERS:
        return  # which may show anything
    kinds = [kind for output in cell.get("outputs", ()) for kind in output.get("data", ())]
    raw = cell["metadata"].get("format") if cell["cell_type"] == "raw" else None
    for kind in (kind for kind in (*kinds, *([raw] if raw else ())) if not _SHOWN.fullmatch(str(kind))):
        right = "take it out, or name mystnb.unknown_mime_type in suppress_warnings to pass over such"
        yield "mystnb.unknown_mime_type", f"gives '{kind}', which no page can show; {right}", bool(kinds)


def _unshown_code(cell: dict[str, Any], lexer: str | None) -> Iterator[tuple[str, str, bool]]:
    if cell["cell_type"] != "code":
        return
    right = "name the language in the notebook's metadata, as language_info: {name: python, pygments_lexer: ipython3}"
    if lexer is None:
        yield "myst-nb.lexer", f"is in no language that the notebook names; {right}", True
        return
    try:
        read = get_lexer_by_name(lexer) if lexer != "none" else None
    except ClassNotFound:
        yield "", f"is in '{lexer}', which Pygments does not know; {right}", True
        return
    code = _joined(cell["source"])
    unread = next((value for kind, value in read.get_tokens(code) if kind is Error), "") if read else ""
    if unread:
        yield "misc.highlighting_failure", f"is no {lexer} at '{unread}'; mend it, or {right}", True


def _lexer(metadata: dict[str, Any]) -> str | None:
    """The language by which MyST-NB sets code."""
    said = metadata.get("language_info") or {}
    lexer = said.get("pygments_lexer") or said.get("name") or (metadata.get("kernelspec") or {}).get("language")
    return str(lexer) if lexer else None


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
