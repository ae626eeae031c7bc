"""What the builders of Sphinx have in common and what tells them apart."""

from __future__ import annotations

from sphinx.builders import Builder


def makes_site(builder: Builder) -> bool:
    """Whether a builder makes pages for a browser, with scripts and files to download."""
    return builder.format == "html" and builder.name != "epub"
