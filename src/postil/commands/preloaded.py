"""Imports what a build of Jupyter Book imports: a process forked from one that has imported this builds at once."""

from importlib import import_module

from jupyter_book.config import get_default_sphinx_config
from sphinx.application import builtin_extensions

for name in (
    *builtin_extensions,
    *get_default_sphinx_config()["extensions"],
    "myst_nb.sphinx_ext",
    "postil.extension",
    "jupyter_book.cli.main",
):
    import_module(name)
