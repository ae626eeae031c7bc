"""What epubcheck, the validator of the standard's own body, says of an e-book."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def epub_faults(book: Path) -> str:
    """Its errors and warnings; nothing where there are none."""
    program = shutil.which("epubcheck")
    assert program, "epubcheck is missing; run tools/ensure epubcheck"
    command = ["java", "-jar", str(Path(program).resolve())] if Path(program).resolve().suffix == ".jar" else [program]
    result = subprocess.run([*command, "--failonwarnings", str(book)], capture_output=True, text=True)
    return result.stdout + result.stderr if result.returncode else ""
