"""What building costs: from nothing, and after one note was changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

RUNS = 3


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
