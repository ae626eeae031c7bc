"""The session paths of the seminar kit lead through pages that are there."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from lxml import html

from tests.support.built import BUILT
from tests.support.links import ids_named


def test_every_stop_of_a_path_leads_somewhere() -> None:
    paths = json.loads((BUILT / "_static/postil/paths.js").read_text("utf-8").split(" = ", 1)[1].rstrip(";\n"))
    assert paths
    for path in paths.values():
        assert (BUILT / path["plan"]).is_file(), path["title"]
    for stop in (stop for path in paths.values() for stop in path["stops"]):
        parts = urlsplit(stop["address"])
        document = html.parse(BUILT / parts.path)
        assert all(document.xpath("//*[@id=$id]", id=id) for id in ids_named(parts.fragment)), stop["address"]
