"""People and institutions, with what each was on the day of the text."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from postil.compat.sphinx import offer_directive
from postil.mentions import Ref, What
from postil.reading.records import Entry, Person, Post
from postil.sphinx.domain import Gathers
from postil.sphinx.pages.gathering import GatheringDirective, definition, definitions


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "people", PeopleDirective)


class PeopleDirective(GatheringDirective):
    """People or institutions, with what each was on the day."""

    required_arguments = 1
    draws_on = Gathers.PEOPLE

    def run(self) -> list[nodes.Node]:
        """Lists of definitions, those whom the text names first; the argument is `person` or `institution`."""
        listed = [entry for entry in self.edition.apparatus.people if entry.record.kind == self.arguments[0]]
        if not listed:
            raise self.error(f"nobody in {self.name_of(self.edition.paths.people)} is of kind '{self.arguments[0]}'")
        entries = {Ref(What.PERSON, entry.record.id): entry for entry in listed}
        ordered = sorted(entries, key=lambda ref: entries[ref].record.name)
        return list(definitions(self.edition, ordered, lambda ref: self._item(ref, entries[ref])))

    def _item(self, ref: Ref, entry: Entry[Person]) -> nodes.definition_list_item:
        person = entry.record
        self.enter(ref, person.id)
        content = nodes.definition("", nodes.paragraph("", person.on_the_day, classes=["postil-role"]))
        if person.posts:
            posts = (nodes.list_item("", nodes.paragraph("", self._post(post))) for post in person.posts)
            content += nodes.bullet_list("", *posts, classes=["postil-posts"])
        content += [*self.text(entry), self.sources(person.sources)]
        return definition(ref, person.name, person.original, person.language, person.transliteration, content)

    def _post(self, post: Post) -> str:
        until = f" to {self.date(post.until)}" if post.until else " on"
        return f"{self.date(post.since)}{until}: {post.post}"
