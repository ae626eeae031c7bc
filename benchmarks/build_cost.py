"""What building costs: from nothing, and after one note was changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from postil.check import check
from postil.edition import Edition

RUNS = 3
_COPIED = ("book", "data", "notebooks", "_config.yml", "_toc.yml")


def copy_edition(source: Path, target: Path) -> None:
    """Copy what an edition is built from into a new folder, where it may be changed."""
    target.mkdir()
    for path in (source / name for name in _COPIED):
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        elif path.is_file():
            shutil.copy(path, target)


def sound(folder: Path) -> Edition:
    """The edition in a folder. Raises SystemExit with its problems where it has any."""
    edition, problems = check(folder)
    if edition is None or problems:
        raise SystemExit("\n".join(map(str, problems)))
    return edition


def build(folder: Path) -> float:
    """Seconds that `jupyter-book build` takes. Raises CalledProcessError where it fails."""
    begin = time.perf_counter()
    subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", folder, "--quiet"], check=True, capture_output=True
    )
    return time.perf_counter() - begin


def cold(folder: Path) -> float:
    """Median seconds of a build from nothing."""
    times = []
    for _ in range(RUNS):
        shutil.rmtree(folder / "_build", ignore_errors=True)
        times.append(build(folder))
    return median(times)


def after(change: Callable[[int], None], folder: Path) -> float:
    """Median seconds of a build after `change(n)` was made to a built book."""
    times = []
    for n in range(RUNS):
        change(n)
        times.append(build(folder))
    return median(times)
