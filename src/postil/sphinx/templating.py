"""The templates of what the engine itself shows. A book may put its own in `templates_path`, as `postil/card.html`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, PackageLoader
from sphinx.application import Sphinx

from postil.compat.sphinx import templates_of
from postil.sphinx.words import _, name_of, word_of

_environments: WeakKeyDictionary[Sphinx, Environment] = WeakKeyDictionary()


def setup(app: Sphinx) -> None:
    """Have compiled templates kept between builds."""
    app.connect("builder-inited", keep_compiled)


def keep_compiled(app: Sphinx) -> None:
    """Keep those of the theme beside the doctrees, as `render` keeps its own."""
    for environment in templates_of(app.builder):
        environment.bytecode_cache = _compiled(app)


def _compiled(app: Sphinx) -> FileSystemBytecodeCache:
    folder = Path(app.doctreedir, "templates")
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def render(app: Sphinx, name: str, **context: Any) -> str:
    """The template `postil/<name>.html` filled in; HTML among the values must be Markup, all else is escaped."""
    if app not in _environments:
        _environments[app] = _environment(app)
    return _environments[app].get_template(f"postil/{name}.html").render(**context)


def _environment(app: Sphinx) -> Environment:
    own = [str(Path(app.confdir) / folder) for folder in app.config.templates_path]
    loader = ChoiceLoader([FileSystemLoader(own), PackageLoader("postil.sphinx")])
    environment = Environment(loader=loader, autoescape=True, bytecode_cache=_compiled(app))
    environment.globals.update({"_": _, "name_of": name_of, "word_of": word_of})
    return environment
