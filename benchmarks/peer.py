"""The peers: the same text and notes in plain Jupyter Book with `{margin}`, and in MkDocs Material."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from postil.edition import Edition
from postil.model import Note
from postil.reading.chapters import Piece

CONFIG = """title: The peer
only_build_toc_files: true
execute: {execute_notebooks: "off"}
bibtex_bibfiles: [references.bib]
sphinx: {config: {bibtex_reference_style: author_year, suppress_warnings: ["*"]}}
"""

MATERIAL = """site_name: The peer
theme: {name: material}
markdown_extensions: [attr_list, md_in_html, pymdownx.superfences]
"""


def write_peer(edition: Edition, folder: Path) -> list[str]:
    """Write the peer's sources into `folder`; returns the names of its chapters, without suffix."""
    folder.mkdir(parents=True)
    shutil.copy(edition.paths.references, folder)
    (folder / "_config.yml").write_text(CONFIG, "utf-8")
    names = []
    for docname in dict.fromkeys(piece.block.docname for piece in edition.pieces):
        name = Path(docname).name
        (folder / f"{name}.md").write_text(_chapter(edition, docname), "utf-8")
        names.append(name)
    (folder / "index.md").write_text("# The peer\n\n```{bibliography}\n:all:\n```\n", "utf-8")
    toc = "format: jb-book\nroot: index\nchapters:\n" + "".join(f"- file: {name}\n" for name in names)
    (folder / "_toc.yml").write_text(toc, "utf-8")
    return names


def write_material_peer(edition: Edition, folder: Path) -> list[str]:
    """Write the sources of a MkDocs Material site into `folder`; returns the names of its chapters, without suffix."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MATERIAL, "utf-8")
    (folder / "docs/index.md").write_text("# The peer\n", "utf-8")
    names = []
    for docname in dict.fromkeys(piece.block.docname for piece in edition.pieces):
        name = Path(docname).name
        parts = [_annotated(edition, piece) for piece in edition.pieces_in(docname)]
        (folder / f"docs/{name}.md").write_text("\n\n".join([f"# {docname}", *parts]) + "\n", "utf-8")
        names.append(name)
    return names


def _annotated(edition: Edition, piece: Piece) -> str:
    """A paragraph with a numbered marker where the words of each note end, and the notes as the list beneath."""
    notes = edition.notes_on(piece)
    text = piece.paragraph.text
    for number, note in reversed(list(enumerate(notes, 1))):
        end = edition.anchors[note.id].end
        text = f"{text[:end]} ({number}){text[end:]}"
    items = []
    for number, note in enumerate(notes, 1):
        body = _plain(f"**{note.title}**\n\n{note.margin.text}\n\n{note.body.text if note.body else ''}")
        items.append(f"{number}.  " + body.replace("\n", "\n    "))
    return f"{text[piece.start :]}\n{{ .annotate }}\n\n" + "\n\n".join(items)


SHOW = """def show(figure, **_):
    (figure[0] if isinstance(figure, tuple) else figure).show(renderer="notebook")
"""


def write_chart_peer(edition: Edition, folder: Path) -> None:
    """Write a plain Jupyter Book of one notebook, with Plotly's usual output for such pages."""
    (folder / "notebooks").mkdir(parents=True)
    shutil.copytree(edition.paths.root / "data", folder / "data")
    (folder / "book").mkdir()
    for name in ("edition.yml", "references.bib"):
        shutil.copy(edition.paths.root / "book" / name, folder / "book")
    for module in (edition.paths.root / "notebooks").glob("*.py"):
        shutil.copy(module, folder / "notebooks")
    notebook = json.loads((edition.paths.root / "notebooks/exercises.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\npublish(", "\nshow(")
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"] = SHOW + first["source"]
    (folder / "notebooks/exercises.ipynb").write_text(json.dumps(notebook), "utf-8")
    (folder / "_config.yml").write_text(
        "title: The peer\nonly_build_toc_files: true\nexecute: {execute_notebooks: force}\n"
    )
    (folder / "_toc.yml").write_text("format: jb-book\nroot: notebooks/exercises\n", "utf-8")


def _chapter(edition: Edition, docname: str) -> str:
    """`{margin}` breaks a paragraph, so its notes stand before the paragraph that they are about."""
    parts = [f"# {docname}"]
    for piece in edition.pieces_in(docname):
        parts += [_margin(note) for note in edition.notes_on(piece)]
        parts.append(piece.paragraph.text[piece.start : piece.end])
    return "\n\n".join(parts) + "\n"


def _margin(note: Note) -> str:
    sources = f"\n\n{{cite:p}}`{','.join(note.sources)}`" if note.sources else ""
    body = f"\n\n````{{dropdown}} More\n{_plain(note.body.text)}\n````" if note.body else ""
    return f"`````{{margin}} {note.title}\n{_plain(note.margin.text)}{sources}{body}\n`````"


def _plain(text: str) -> str:
    return text.replace("{note}", "").strip()
