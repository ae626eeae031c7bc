"""What the fragment of an address within the book names."""

from __future__ import annotations

from urllib.parse import unquote


def ids_named(fragment: str) -> list[str]:
    """The ids that a fragment names: itself, or those of the rows that `name=one,two` picks: `name-one`, `name-two`."""
    name, _, values = unquote(fragment).partition("=")
    if values:
        return [f"{name}-{value}" for value in values.split(",")]
    return [name] if name else []
