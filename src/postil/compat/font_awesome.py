"""Font Awesome as pydata-sphinx-theme 0.15 to 0.20 brings it: a script that holds the drawing of every free icon.

Jupyter Book installs that theme with its own, which inherits from it. The script puts drawings into pages when they are
read; its packs are lists of `name:[width,height,[other names],"code","path"]`, each closed by `("fas",p)`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_SCRIPTS = ("scripts/fontawesome.js", "vendor/fontawesome/*/js/all.min.js")  # since 0.16, before
_STEP = re.compile(
    r'(?:"(?P<quoted>[\w-]+)"|(?P<bare>\w+)):\[(?P<width>\d+),(?P<height>\d+),\[(?P<others>[^\]]*)\],"\w+","(?P<path>[^"]+)"'
    r'|\("(?P<pack>fa[brs])",'
)
_NAME = re.compile(r'"([\w-]+)"')


class Drawing(NamedTuple):
    """An icon: the path that fills it, within its width and height."""

    width: str
    height: str
    path: str


@cache
def drawings() -> dict[tuple[str, str], Drawing]:
    """The free icons by pack, `fas`, `far` or `fab`, and name; none where the theme that brings them is not there."""
    found: dict[tuple[str, str], Drawing] = {}
    pack: dict[str, Drawing] = {}
    for step in _STEP.finditer(_script()):
        if step["pack"]:
            found |= {(step["pack"], name): drawing for name, drawing in pack.items()}
            pack = {}
            continue
        drawing = Drawing(step["width"], step["height"], step["path"])
        names = [step["quoted"] or step["bare"], *_NAME.findall(step["others"])]
        pack |= dict.fromkeys(names, drawing)
    return found


def _script() -> str:
    spec = find_spec("pydata_sphinx_theme")
    static = Path(str(spec.origin)).with_name("theme") / "pydata_sphinx_theme/static" if spec else None
    paths = [path for pattern in _SCRIPTS for path in sorted(static.glob(pattern))] if static else []
    return paths[0].read_text("utf-8") if paths else ""
