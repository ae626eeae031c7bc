"""Postil: an engine for annotated reading editions, as a Sphinx extension over a pure core."""

__version__ = "0.1.0"
