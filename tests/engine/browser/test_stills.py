"""Still pictures of charts are the same on every machine, whatever fonts it has."""

from __future__ import annotations

import os
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
figure.update_layout(xaxis={"title": "Year"}, yaxis={"title": "Height (m)"}, showlegend=True)
draw([{"name": "floods", "figure": json.loads(figure.to_json()), "narrow": None}], Path(sys.argv[1]))
"""


def drawn(folder: Path, **environment: str) -> bytes:
    """In a process of its own: Playwright runs only once in one."""
    command = [sys.executable, "-c", DRAW, folder]
    subprocess.run(command, check=True, env=os.environ | environment)
    return (folder / "floods.svg").read_bytes()


def test_another_machine_s_fonts_change_no_byte(tmp_path: Path) -> None:
    settings = install(tmp_path)
    still = drawn(tmp_path / "here")
    assert b"Of the river" in still
    assert drawn(tmp_path / "there", FONTCONFIG_FILE=str(settings)) == still
