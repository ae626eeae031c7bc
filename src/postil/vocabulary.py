"""The kinds and verdicts that the engine brings. An edition may name its own in `edition.yml`; nothing else names one.

The colours keep a contrast of 4.5:1 on the theme's papers, light and dark (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from postil.model import Kind, Side, Verdict, Vocabulary


def _(words: str) -> str:
    """Words that get into the catalogue of the interface; `sphinx/words` translates them where they are shown."""
    return words


_KINDS = (
    Kind(_("correction"), "✕", _("The text is wrong or imprecise, and the note says what the record shows."),
         "assessing", judges=True),
    Kind(_("translation"), "⇄", _("Odd wording is explained; a guess at the original is called a conjecture."),
         "describing", Side.WORDS),
    Kind(_("source"), "△", _("Who is speaking, and where the words come from."), "identifying", Side.WORDS),
    Kind(_("context"), "○", _("What a reader needs to know.")),
    Kind(_("update"), "→", _("What happened after the text, kept apart from what its author could have known."),
         later=True),
    Kind(_("question"), "?", _("Something to discuss; it claims nothing and needs no source."), "questioning",
         asks=True),
)  # fmt: skip

_VERDICTS = (
    Verdict(_("confirmed"), _("The record agrees with the claim as it stands."), "#1f6b45", "#82c9a0", 5),
    Verdict(_("imprecise"), _("The claim is right in substance, but a date, a name, a number or the scope is off."),
            "#8a5a00", "#dfb165", 4),
    Verdict(_("mistranslated"), _("The words mislead; the record, or the likely wording of the original, says "
            "something else."), "#5a4aa0", "#b7aaf0", 3),
    Verdict(_("unsupported"), _("No source was found for it. That is not the same as false."), "#57606b", "#adb6c1", 2),
    Verdict(_("contradicted"), _("The record says otherwise."), "#ad2b16", "#f0957f", 1),
    Verdict(_("outdated"), _("It was so once, and is presented as if it were so on the day of the text."),
            "#8f3568", "#e39ac2", 3),
    Verdict(_("disputed"), _("Serious people disagree, and the note says who and why."), "#19628f", "#84bde6"),
)  # fmt: skip

VOCABULARY = Vocabulary({kind.name: kind for kind in _KINDS}, {verdict.name: verdict for verdict in _VERDICTS})
