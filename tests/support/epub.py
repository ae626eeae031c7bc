"""What epubcheck, the validator of the standard's own body, says of an e-book."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

HASTY = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
"""For a program of seconds: Java compiles once, and clears up in one thread, which halves its time."""


def epub_faults(book: Path) -> str:
    """Its errors and warnings; nothing where there are none."""
    program = shutil.which("epubcheck")
    assert program, "epubcheck is missing; run tools/ensure epubcheck"
    command = ["java", "-jar", str(Path(program).resolve())] if Path(program).resolve().suffix == ".jar" else [program]
    result = subprocess.run(
        [*command, "--failonwarnings", book], capture_output=True, text=True, env=os.environ | HASTY
    )
    return result.stdout + result.stderr if result.returncode else ""
