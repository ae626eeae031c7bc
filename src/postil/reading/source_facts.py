"""What a list of sources can be narrowed by: the language of a source, and how many people have read it."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from postil.model import Source
from postil.reading.evidence import Records

_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}

_BABEL = {  # names of LaTeX's packages, where they are not the English ones
    **dict.fromkeys(("ngerman", "austrian", "naustrian", "swissgerman", "nswissgerman"), "de"),
    **dict.fromkeys(("american", "usenglish", "british", "ukenglish", "canadian", "australian", "newzealand"), "en"),
    **dict.fromkeys(("frenchb", "francais", "acadian", "canadien"), "fr"),
    **{"brazilian": "pt", "brazil": "pt", "portuges": "pt", "magyar": "hu", "bahasa": "id", "polutonikogreek": "el"},
}


def language_of(source: Source, evidence: Records | None) -> str:
    """The language of a source, BCP 47: its `langid` or `language`, that of the words quoted from it, or that of its
    title's script.

    Empty where none of these tells, as for a title in Latin letters.
    """
    named = next(filter(None, (_tag(source.fields.get(name, "")) for name in ("langid", "language"))), "")
    record = (evidence or {}).get(source.key)
    quoted = next((passage.lang for passage in (record.record.passages if record else ()) if passage.lang), "")
    title = source.fields.get("title", "")
    script = next((language for language, letters in _SCRIPTS.items() if letters.search(title)), "")
    return named or quoted.partition("-")[0] or script


def _tag(written: str) -> str:
    """The tag of a language without its country: biblatex has names, `german`, and so have people; others have tags."""
    name = written.strip().lower().replace("_", "-")
    found = _BABEL.get(name) or _names().get(name, name)
    tag = found.partition("_")[0].partition("-")[0]
    return tag if tag in _names().values() else ""


@cache
def _names() -> dict[str, str]:
    return {name.lower(): code for code, name in Locale("en").languages.items()}


def readers_of(source: Source, evidence: Records | None) -> int:
    """How many people have read a source, counted up to 2."""
    record = (evidence or {}).get(source.key)
    return min(2, record.record.readers) if record else 0


def language_in_words(language: str, of: str) -> str:
    """The name of a language in another; its tag where it has none there."""
    try:
        return str(Locale.parse(language, sep="-").get_display_name(of.replace("-", "_")) or language)
    except (UnknownLocaleError, ValueError):
        return language
