"""The words of the interface in the language of the book.

Catalogues in gettext's form: those of the engine under `postil/locale`, and a book's own, which are stronger, under
its `locale_dirs` as `<language>/LC_MESSAGES/postil.po`. The scripts of the pages get the same words as data.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation

from postil.compat.sphinx import in_plural, load_catalogues
from postil.model import Claim, Kind, Verdict
from postil.reading.settings import Settings
from postil.sphinx.scripts import assignment
from postil.text import edtf, quotation
from postil.text.dates import before_christ, in_words, span_in_words
from postil.vocabulary import VOCABULARY

CATALOGUE = "postil"
_ = get_translation(CATALOGUE)
LOCALE = Path(__file__).parent.parent / "locale"
SCRIPT = "words.js"
_SEASONS = ("%s", _("spring %s"), _("summer %s"), _("autumn %s"), _("winter %s"))
_DOUBTS = {"": "%s", "~": _("about %s"), "?": _("perhaps %s"), "%": _("perhaps about %s")}
_OURS: frozenset[Kind | Verdict] = frozenset({*VOCABULARY.kinds.values(), *VOCABULARY.verdicts.values()})


def _n(one: str, many: str, number: int) -> str:
    """The words for so many, in the plural form that the language has for the number."""
    return in_plural(CATALOGUE, one, many, number)


def setup(app: Sphinx) -> None:
    """Load the catalogues of the book's language, as binaries made of those that people write.

    They are beside the doctrees, since neither the book's folder nor ours need be one in which a build may write.
    """
    language = app.config.language or "en"
    made = Path(app.doctreedir, "words")
    shutil.rmtree(made, ignore_errors=True)
    for number, text in enumerate(catalogues(app)):
        binary = made / str(number) / language / "LC_MESSAGES" / f"{CATALOGUE}.mo"
        binary.parent.mkdir(parents=True)
        with binary.open("wb") as file:
            write_mo(file, _read(text, language))
    load_catalogues([*sorted(made.glob("*")), *_folders(app)], language, CATALOGUE)


def _read(text: Path, language: str) -> Catalog:
    """A catalogue as people write it. Raises SystemExit where it cannot be read."""
    try:
        with text.open("rb") as file:
            return read_po(file, language)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{text}: cannot be read: {error}") from None


def _folders(app: Sphinx) -> list[Path]:
    return [*(Path(app.confdir) / folder for folder in app.config.locale_dirs), LOCALE]


def catalogues(app: Sphinx) -> list[Path]:
    """The catalogues in the book's language that exist, as text: the book's own before those of the engine."""
    inner = Path(app.config.language or "en", "LC_MESSAGES", f"{CATALOGUE}.po")
    return [folder / inner for folder in _folders(app) if (folder / inner).is_file()]


def script_words(app: Sphinx) -> str:
    """A script that gives the pages' scripts their words in the book's language; empty where there are none."""
    words: dict[str, str] = {}
    for catalogue in catalogues(app):
        found = {message.id: message.string for message in _read(catalogue, app.config.language)}
        words = {
            id: text for id, text in found.items() if id and text and isinstance(id, str) and isinstance(text, str)
        } | words
    return assignment("words", words) if words else ""


def word_of(word: Kind | Verdict | Claim) -> str:
    """A kind, a verdict or `opinion` as a sentence says it; the engine's own are translated, an edition's are not."""
    if isinstance(word, Claim):
        return str(_("opinion") if word == Claim.OPINION else word)
    return str(_(word.name)) if word in _OURS else word.name.replace("-", " ")


def name_of(word: Kind | Verdict | Claim) -> str:
    """A kind, a verdict or `Opinion` as a heading says it."""
    words = word_of(word)
    return words[:1].upper() + words[1:]


def meaning_of(word: Kind | Verdict) -> str:
    """What a kind does, or when a verdict is given."""
    return str(_(word.meaning)) if word in _OURS else word.meaning


def called(number: str, words: str = "%s", title: str = _("Title")) -> str:
    """A sentence as readers name it by its number, `2-5`: 2.5, in words that hold it; the title has no number."""
    return str(title) if number.startswith("0-") else str(words) % number.replace("-", ".")


def copyrights(config: Config) -> list[str]:
    """The notices of copyright of a book, which may have one or several."""
    return [config.copyright] if isinstance(config.copyright, str) else list(config.copyright)


def year_of(config: Config) -> str:
    """The first year in these notices; empty where they name none."""
    found = re.search(r"\d{4}", " ".join(copyrights(config)))
    return found[0] if found else ""


def quoted(words: str) -> str:
    """The words between the quotation marks of the book's language."""
    return quotation.quoted(words, _("“ ” ‘ ’"))  # opening and closing, then those within, with spaces between them


def date_of_text(settings: Settings, language: str) -> str:
    """The date of the text as citations give it; of a text that bears none, what is known of it."""
    day = in_words(settings.date.isoformat(), language)
    return _("undated, not before %s") % day if settings.undated else day


def date_of_source(written: str, language: str) -> str:
    """The date of a source in words: about, perhaps, a season, some years, from one day to another.

    What is in no form of `text/edtf` stays as it is written, such as `n.d.`.
    """
    ends = edtf.ends(written)
    moments = [edtf.moment(end) for end in ends or () if end]
    if not ends or not all(moments):
        return written
    words = [_moment(found, language) for found in moments if found]
    if len(ends) == 1:
        return words[0]
    if not all(ends):
        return str(_("from %s") if ends[0] else _("until %s")) % words[0]
    plain = [found.date for found in moments if found and found.plain]
    begin, end = plain if len(plain) == len(ends) else words
    return span_in_words(begin, end, language)


def _moment(moment: edtf.Moment, language: str) -> str:
    year = int(moment.date[: 5 if moment.date.startswith("-") else 4])
    if moment.years > 1:
        words = _("%ss") % year if moment.years == 10 else span_in_words(str(year), str(year + 99), language)
    elif year < 1:
        words = before_christ(1 - year, language)  # ISO 8601 has a year 0
    else:
        words = in_words(moment.date, language) if "-" in moment.date else str(year)
    return str(_DOUBTS[moment.doubt]) % (str(_SEASONS[moment.season]) % words)
