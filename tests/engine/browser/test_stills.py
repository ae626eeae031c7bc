"""Still pictures of charts are the same on every machine, whatever fonts it has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.host_font import install

DRAW = """
import json
import sys
from pathlib import Path
import plotly.graph_objects as go
from postil.charts.stills import draw

figure = go.Figure([go.Bar(x=[1900, 1901], y=[2, 3], name=name) for name in ("Floods", "Of the river")])
figure.update_layout(xaxis={"title": "Year"}, yaxis={"title": "Height (m)"}, showlegend=True, font={"size": 13})
figure.add_annotation(x=1900, y=3, text="small", font={"size": 9})
draw([{"name": "floods", "figure": json.loads(figure.to_json()), "narrow": None}], Path(sys.argv[1]))
"""


def drawn(folder: Path, **environment: str) -> bytes:
    """In a process of its own: Playwright runs only once in one."""
    command = [sys.executable, "-c", DRAW, folder]
    subprocess.run(command, check=True, env=os.environ | environment)
    return (folder / "floods.svg").read_bytes()


def letters(still: bytes) -> set[float]:
    """The sizes of the letters in a still."""
    return {float(size) for size in re.findall(rb'font-size="([0-9.]+)px"', still)}


def test_letters_of_a_still_are_large_enough(tmp_path: Path) -> None:
    assert min(letters(drawn(tmp_path))) == 13
    assert min(letters((tmp_path / "narrow/floods.svg").read_bytes())) == 12


def test_another_machine_s_fonts_change_no_byte(tmp_path: Path) -> None:
    settings = install(tmp_path)
    still = drawn(tmp_path / "here")
    assert b"Of the river" in still
    assert drawn(tmp_path / "there", FONTCONFIG_FILE=str(settings)) == still
