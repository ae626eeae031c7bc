"""The seminar kit of the small edition: a path, a key, exercises, and the notes and the chart that they need."""

from __future__ import annotations

from tests.support.edition import SmallEdition, note
from tests.support.notebooks import add_chart

PATH = """title: One session
stops:
- sentence: 1-2
  view: seminar
  minutes: 5
  say: How high is very high?
  tell: Most say ten metres.
- note: high
  minutes: 2.5
  say: What does the gauge show?
- chart: floods
  minutes: 60
  say: "Which year was worse: 1900 or 1901?"
- sentence: 2-2
  minutes: 5
  say: Which bridge stood?
- page: book/index
  view: then
  minutes: 1
  say: Where was this read?
"""
KEY = """- question: q-second
  answer: Because it was of stone. See {note}`stood`.
  look_at: [stood, wooden-bridge]
- question: q-first
  answer: |
    The thaw, says {cite:t}`gazette-1901`.

    - Others say rain.
"""
NOTES = {
    "high": note(
        "very high", kind="correction", verdict="imprecise", title="Three metres", margin="The gauge shows 3 m."
    ),
    "hurt": note("Nobody was hurt", claim="opinion", title="A view", margin="Nobody asked."),
    "stood": note(
        "The new bridge stood", kind="source", verdict="confirmed", title="It stood", margin="It is of stone."
    ),
    "autumn": note(
        "In autumn", kind="translation", title="Autumn may be fall", margin="The word is “fall”.", body="It falls, too."
    ),
    "q-first": note(
        "The river rose", kind="question", title="Why in spring?", margin="What melts?", suffix="in spring"
    ),
    "q-second": note("new bridge", kind="question", title="Why did it stand?", margin="What was it made of?"),
}
PAGES = {
    "chart": "# A chart\n\n:::{chart} floods\n:::\n",
    "seminar/plan": "# A plan\n\nFor one class: [print this](#worksheet-1).\n\n```{session-path} plan\n```\n",
    "seminar/key": "# Teacher's key\n\nFor teachers alone.\n\n```{teachers-key}\n```\n",
    "seminar/worksheets": "# Worksheets\n\nTo print.\n\n```{worksheets}\n```\n",
    "seminar/exercises": "# Exercises\n\nAnswer first.\n\n## Spot\n\n```{spot-the-claim} 1\n```\n\n"
    "## Judge\n\n```{judge-it-yourself} high stood\n```\n\n## Translate\n\n```{translate-it-back} autumn\n```\n",
}


def add_seminar(edition: SmallEdition) -> None:
    """Write the whole kit, ready to be built."""
    add_chart(edition)
    for id, text in NOTES.items():
        edition.note(id, text)
    edition.write("book/seminar/plan.yml", PATH)
    edition.write("book/seminar/key.yml", KEY)
    for name, text in PAGES.items():
        edition.write(f"book/{name}.md", text)
    toc = (edition.root / "_toc.yml").read_text("utf-8")
    pages = "".join(f"- file: book/{name}\n" for name in PAGES)
    edition.write("_toc.yml", f"{toc}{pages}- file: notebooks/floods\n")
