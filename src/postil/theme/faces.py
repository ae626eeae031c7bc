"""The faces of the text as a script, for pages that are opened from disk.

There no font may be preloaded, and one that comes after the first paint would move the text. A script is read before,
and a face made of bytes is there at once. Pages from the web load the fonts themselves.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from importlib.resources import files
from pathlib import Path

NAME = "faces.js"
_FACE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
_FIELD = re.compile(r"([a-z-]+):\s+(.*?);", re.DOTALL)


def write_faces(folder: Path) -> None:
    """Write the script into a folder of static files: each face of the style sheet with the bytes of its font."""
    theme = files("postil.theme")
    faces = []
    for face in _FACE.findall((theme / "style/11-fonts.css").read_text("utf-8")):
        fields = {name: " ".join(value.split()) for name, value in _FIELD.findall(face)}
        name = fields["src"].split('"')[1]
        how = {
            "style": fields["font-style"],
            "weight": fields["font-weight"],
            "unicodeRange": fields["unicode-range"],
        }
        font = (theme / "static/postil" / name).read_bytes()
        faces.append([fields["font-family"].strip('"'), b64encode(font).decode(), how])
    (folder / NAME).write_text(f"window.postil.addFaces({json.dumps(faces)});\n", "utf-8")
