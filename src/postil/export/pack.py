"""All that a plan of a class needs in one zip file: handouts on A4 and Letter, and slides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postil.export.archive import write_zip
from postil.paths import Paths
from postil.problems import did_you_mean

SIZES = ("a4", "letter")
HANDOUTS = ("text", "worksheets", "key")  # what every plan needs, beside its own; an edition may have no key
OWN = ("plan", "answers")  # what is made for each plan


def handouts_made(paths: Paths) -> bool:
    """Whether there are any handouts."""
    return any(paths.build("pdf").glob("*.pdf"))


def plans_made(paths: Paths) -> list[str]:
    """The names of the plans whose handouts have been made, sorted."""
    return sorted(path.stem.removeprefix("slides-") for path in paths.build("pdf").glob("slides-*.pdf"))


def write_pack(paths: Paths, plan: str) -> Path:
    """Write `_build/pack/<plan>.zip`, with all files in a folder of that name; gives its path.

    Raises FileNotFoundError where the handouts of the plan have not been made.
    """
    known = plans_made(paths)
    if plan not in known:
        raise FileNotFoundError(
            f"no handouts of a plan '{plan}' have been made; {did_you_mean(plan, known, 'run: postil pdf')}"
        )
    path = paths.build("pack") / f"{plan}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_zip(path, [(f"{plan}/{name}", file.read_bytes()) for name, file in _files(paths.build("pdf"), plan)])
    return path


def _files(made: Path, plan: str) -> Iterator[tuple[str, Path]]:
    """Each file by its name in the pack."""
    for size in SIZES:
        for name in OWN:
            yield f"{size}/{name}.pdf", made / f"{name}-{plan}-{size}.pdf"
        for page in sorted((made / plan).glob(f"*-{size}.pdf")):
            yield f"{size}/{page.name.removesuffix(f'-{size}.pdf')}.pdf", page
        for name in HANDOUTS:
            handout = made / f"{name}-{size}.pdf"
            if handout.is_file():
                yield f"{size}/{name}.pdf", handout
    yield "slides.pdf", made / f"slides-{plan}.pdf"
