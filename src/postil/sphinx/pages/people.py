"""People and institutions, with what each was on the day of the text."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from postil.reading.records import Post
from postil.sphinx.pages.gathering import GatheringDirective, definition


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_directive("people", PeopleDirective)


class PeopleDirective(GatheringDirective):
    """People or institutions, with what each was on the day."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A list of definitions; the argument is `person` or `institution`."""
        entries = [entry for entry in self.edition.apparatus.people if entry.record.kind == self.arguments[0]]
        if not entries:
            raise self.error(f"nobody in {self.name_of(self.edition.paths.people)} is of kind '{self.arguments[0]}'")
        result = nodes.definition_list(classes=["entries"])
        for entry in sorted(entries, key=lambda entry: entry.record.name):
            person = entry.record
            content = nodes.definition("", nodes.paragraph("", person.on_the_day, classes=["role"]))
            if person.posts:
                posts = (nodes.list_item("", nodes.paragraph("", self._post(post))) for post in person.posts)
                content += nodes.bullet_list("", *posts, classes=["posts"])
            content += [*self.text(entry), self.sources(person.sources)]
            result += definition(person.id, person.name, person.original, person.language, "", content)
        return [result]

    def _post(self, post: Post) -> str:
        until = f" to {self.date(post.until)}" if post.until else " on"
        return f"{self.date(post.since)}{until}: {post.post}"
