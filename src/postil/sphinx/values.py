"""The role `value`, which shows a published number, and the comparison of the file with what notebooks publish."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from postil.charts.store import chart_domain
from postil.compat.sphinx import offer_role
from postil.edition import Edition
from postil.problems import did_you_mean
from postil.reading.values import Values
from postil.sphinx.domain import edition_domain


def setup(app: Sphinx) -> None:
    """Register the role and the comparison."""
    offer_role(app, "value", ValueRole())
    app.connect("env-updated", refuse_stale_values)


class ValueRole(SphinxRole):
    """A value by its name: `` {value}`exercises-before` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The value as text; the page is read again when the file of values changes."""
        edition = edition_domain(self.env).edition
        self.env.note_dependency(str(edition.paths.values))
        entry = edition.values.get(self.text)
        if entry is None:
            hint = did_you_mean(self.text, edition.values, "publish it from a notebook, then run: postil values")
            message = self.inliner.reporter.error(f"there is no value '{self.text}'; {hint}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [nodes.inline("", entry.record.value, classes=["postil-value"])], []


def refuse_stale_values(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Raise SystemExit, before anything is written, where the file says other than the notebooks; no page changes."""
    edition = edition_domain(env).edition
    errors = [*_doubled(env), *_stale(env, edition), *_orphaned(env, edition.values)]
    if errors:
        raise SystemExit("\n".join(errors))
    return []


def _doubled(env: BuildEnvironment) -> Iterator[str]:
    first: dict[str, str] = {}
    for found in chart_domain(env).values:
        if found.name in first:
            yield f"{env.doc2path(found.docname)}: the value '{found.name}' is already published by {first[found.name]}"
        first.setdefault(found.name, found.docname)


def _stale(env: BuildEnvironment, edition: Edition) -> Iterator[str]:
    values, file = edition.values, edition.paths.within(edition.paths.values)
    for found in chart_domain(env).values:
        entry = values.get(found.name)
        kept = (entry.record.value, entry.record.notebook, entry.record.says) if entry else None
        if kept != (found.value, found.docname, found.says):
            state = f"is '{entry.record.value}' there" if entry else "is not there"
            yield (
                f"{env.doc2path(found.docname)}: the notebook publishes '{found.name}' as '{found.value}', and "
                f"{file} is older (it {state}); run: postil values"
            )


def _orphaned(env: BuildEnvironment, values: Values) -> Iterator[str]:
    """Values that nobody publishes; where notebooks are not run, nobody can know."""
    if getattr(env.config, "nb_execution_mode", "off") == "off":
        return
    published = {found.name for found in chart_domain(env).values}
    for name, entry in values.items():
        if name not in published:
            yield f"{entry.path}:{entry.line}: no notebook publishes the value '{name}'; run: postil values"
