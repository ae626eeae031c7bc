"""A small edition with evidence: three sources, two of which would be called alike, one read by nobody."""

from __future__ import annotations

from tests.support.edition import CONF, SOURCES, SmallEdition, note

RECORD = """source: gazette-1901
extent: opening
read: [{by: reader-1, on: 2026-11-25}]
passages:
- id: fall
  says: The wooden bridge fell on 2 April 1901.
  words: le pont tomba
  lang: fr
  means: the bridge fell
  where: first page
- {id: wood, says: It was of wood.}
"""
EXCERPT = """source: gazette-1901-june
extent: excerpt
read: [{by: reader-1, on: 2026-11-25}, {by: reader-2, on: 2026-11-26}]
passages: [{id: new, says: A new bridge was begun.}]
"""


def with_evidence(edition: SmallEdition) -> SmallEdition:
    """Give the small edition records, and notes that cite them in every place."""
    june = SOURCES.replace("gazette-1901", "gazette-1901-june").replace("1901-04-02", "1901-06-01")
    june = june.replace("The bridge falls", "A new bridge")
    herald = SOURCES.replace("gazette-1901", "herald-1902").replace("The Gazette", "The Herald").replace("1901", "1902")
    edition.write("conf.py", CONF)
    edition.write("book/references.bib", SOURCES + june + herald)
    edition.write("book/evidence/gazette.yml", RECORD)
    edition.write("book/evidence/june.yml", EXCERPT)
    cited = "It fell ({cite:p}`gazette-1901#fall, gazette-1901-june`), says {cite:t}`herald-1902`."
    sources = "[gazette-1901#fall, gazette-1901-june#new, herald-1902]"
    body = "More {cite:p}`gazette-1901#wood, gazette-1901#fall`."
    edition.note("rose", note("river rose in spring", margin=cited, body=body, sources=sources, title="It rose"))
    edition.note("stood", note("bridge stood", margin="New ({cite:p}`gazette-1901-june#new`).", title="It stood"))
    return edition
