"""What paper and stills are set in does not depend on what else a machine has.

Both come from programs that take fonts from fontconfig, which falls back on any font of the machine for a letter or a
generic family. The file that FONTCONFIG_FILE names replaces the machine's settings, here by a folder of few fonts.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

SIGNS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
CODE = ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf")
CHINESE = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")

_PLACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/opt/homebrew/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "~/.local/share/fonts",
)
_VARIABLE = "FONTCONFIG_FILE"


class MissingFontsError(Exception):
    """What a font is missing for, and what to run."""


@contextmanager
def alone(*files: str) -> Iterator[None]:
    """Let what reads fontconfig's settings inside this know the fonts of these file names and no others.

    Raises MissingFontsError, naming them, where the machine has not all of them.
    """
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(_settings(files))
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE)
        if before is not None:
            os.environ[_VARIABLE] = before


@cache
def _settings(names: tuple[str, ...]) -> Path:
    """A file of settings in a folder of links to the fonts, which are opened as long as this process runs."""
    found = {name: path for name in names if (path := _find(name))}
    if missing := [name for name in names if name not in found]:
        raise MissingFontsError(f"the fonts {', '.join(missing)} are not installed; run: tools/ensure paper")
    folder = Path(mkdtemp(prefix="postil-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, path in found.items():
        (folder / name).symlink_to(path)
    settings = folder / "fonts.conf"
    directory = f"<dir>{folder}</dir><cachedir>{folder}</cachedir>"
    settings.write_text(f"<?xml version='1.0'?><fontconfig>{directory}</fontconfig>\n", "utf-8")
    return settings


def _find(name: str) -> Path | None:
    places = (Path(place).expanduser() for place in _PLACES)
    return next((path for place in places for path in sorted(place.rglob(name))), None)
