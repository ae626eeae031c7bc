"""A small edition whose text and notes name a person, a term and an event, with a page that lists them."""

from __future__ import annotations

from tests.support.edition import CONF, EVENT, PERSON, TERM, SmallEdition, note

PAGES = """# Who and what

:::{people} person
:::

:::{terms}
:::

:::{timeline}
:::
"""
TOC = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/web\n"


def weave(edition: SmallEdition) -> SmallEdition:
    """Add what the web is made of, and what sphinx-build needs."""
    edition.write("conf.py", CONF)
    edition.write("book/apparatus/people.yml", PERSON.replace("  kind:", "  aliases: [Nobody, keeper]\n  kind:"))
    edition.write("book/apparatus/glossary.yml", TERM.replace("  original:", "  aliases: [bridge]\n  original:"))
    edition.write("book/apparatus/timeline.yml", EVENT)
    edition.write("book/web.md", PAGES)
    edition.write("_toc.yml", TOC)
    margin = "The keeper kept the bridge; a keeper must. The flood of 1950."
    later = note("The new bridge stood", kind="update", as_of="1950-01-01", title="The keeper of 1950", margin=margin)
    edition.note("after", later)
    return edition
