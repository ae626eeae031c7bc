"""The closed list of what an edition can have wrong with it, and the words that help to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from postil.text.characters import shown

_ALIKE = 60  # of 100: from here on a word is likely a slip for the other

CODES = {
    "config-unreadable": "The book's configuration, _config.yml or conf.py, is missing or cannot be read.",
    "config-value": "A setting of _config.yml has a form at which Jupyter Book would stop.",
    "edition-folder": "`postil_root` in the book's configuration names no folder within the book.",
    "edition-settings": "edition.yml is missing, cannot be read or lacks a field.",
    "article-missing": "There is neither article.txt nor a page with words of the article.",
    "file-unreadable": "A file of the edition is a link, a folder or a device, or cannot be read.",
    "file-too-large": "A file of the edition is larger than its kind may be.",
    "not-utf8": "A file of the edition is not UTF-8 text.",
    "merge-unfinished": "A file holds the marks of a merge that Git could not finish.",
    "character-unseen": "A text holds an invisible character that no script needs there.",
    "toc-unreadable": "_toc.yml cannot be read.",
    "toc-page": "_toc.yml names a page that does not exist.",
    "toc-left-out": "A page that holds words of the article is not in _toc.yml.",
    "article-differs": "The article blocks of the chapters, joined, are not the article.",
    "article-incomplete": "A part of the article stands in no chapter.",
    "article-markup": "A block of a page holds a role, directive, formula or code, which would be shown as written.",
    "article-picture": "A picture that the article names is not beside it, or is no picture.",
    "article-divided": "A paragraph is divided between blocks inside a sentence.",
    "note-front-matter": "A note does not begin with readable front matter.",
    "note-field-missing": "A note lacks a field that it must have.",
    "note-field-unknown": "A note has a field that the schema does not know.",
    "note-field-value": "A field of a note has a value that the schema does not allow.",
    "note-kind": "A note's kind is not one of the edition's kinds.",
    "note-verdict": "A note's verdict is not one of the edition's verdicts.",
    "note-id": "A note's file name is not lower-case words joined by hyphens.",
    "note-id-duplicate": "Two notes have the same id.",
    "note-markup": "A note's text uses markup that notes may not use.",
    "note-empty": "A note has no margin text.",
    "note-margin-long": "A note's margin text has too many words.",
    "note-body-long": "A note's fuller text has too many words.",
    "note-unsourced": "A note that is not a question names no source.",
    "note-future": "A note's as_of lies after today.",
    "date-future": "Something that an edition tells as done lies after today.",
    "note-update-early": "A note of kind update is dated before the article.",
    "note-opinion-judged": "A note gives a verdict on words that it calls an opinion.",
    "note-link": "A note refers to a note that does not exist.",
    "note-chart": "A note refers to a chart that does not exist.",
    "value-unknown": "A text names a value that no notebook publishes.",
    "note-replaced": "A note is said to be merged or removed that is still there, or is explained twice.",
    "note-verdicts-clash": "Two notes on the same words give different verdicts.",
    "quote-missing": "A quote does not stand in the article.",
    "quote-ambiguous": "A quote stands in the article more than once.",
    "quote-crosses-paragraphs": "A quote runs over the end of a paragraph.",
    "quote-crosses-chapters": "A quote runs over the place where a paragraph is divided.",
    "source-unknown": "A note, a record or a page cites a source that is not in references.bib.",
    "source-unreadable": "references.bib cannot be read.",
    "source-field-missing": "A source lacks a field that it must have.",
    "source-field-value": "A source has a key, a field or a value that is not allowed.",
    "source-state": "A source does not say whether it was checked, and when.",
    "record-unreadable": "A file of the apparatus or of the seminar kit is not the YAML that it must be.",
    "record-field": "A record of the apparatus or of the seminar kit has a field that the schema does not allow.",
    "record-id-duplicate": "Two people, two terms or two events have the same id.",
    "record-name": "Two people or terms have the same name or alias.",
    "record-quote": "A parallel quotes words that do not stand in its sentence.",
    "path-stop": "A stop of a session path is at a sentence, note, chart or page that does not exist.",
    "key-question": "The teacher's key answers what is not a question, or answers it twice.",
    "source-group": "A source does not say in which group it stands.",
    "table-source": "A row of a data table names a source that is not in references.bib, or none.",
    "page-heading": "A page has no heading, or its headings leave out a level.",
    "page-link": "A page leads to a page that is not in the book.",
    "page-picture": "A page names a picture that is not there.",
    "notebook-unshown": "A notebook holds what no page can show.",
    "chart-picture": "The still picture of a chart holds something that is no part of a picture.",
    "evidence-duplicate": "Two evidence records are of the same source.",
    "passage-unknown": "A citation names a passage that the evidence record of its source does not have.",
    "source-unread": "A source that is cited has been read by nobody; only a release is refused for it.",
    "statement-unsupported": "A number, a date or a quotation of a note is carried by none of its sources.",
    "verdict-unread": "A verdict rests on sources that nobody has read.",
    "source-unlisted": "No page of the book lists the sources that are cited.",
    "source-uncited": "A source is cited by no note, page or table.",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something the edition refuses, and what would be right.

    `line` counts from 1; 0 means the file. So does `column`, in characters; 0 means the line. Where something is not
    found, `missing_from` names the files that would hold it.
    """

    path: Path
    line: int
    code: str
    message: str
    column: int = 0
    missing_from: tuple[Path, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"the code '{self.code}' is not one of CODES")

    def __str__(self) -> str:
        column = f":{self.column}" if self.column else ""
        return f"{shown(str(self.path))}:{self.line or 1}{column}: {shown(self.message)} [{self.code}]"


class ProblemError(ValueError):
    """Raised where reading stops at a problem: `code` is one of CODES, `line` and `column` are those of a Problem."""

    def __init__(self, code: str, message: str, line: int = 1, column: int = 0) -> None:
        super().__init__(message)
        self.code, self.line, self.column = code, line, column

    def at(self, path: Path) -> Problem:
        """The Problem that it is in a file."""
        return Problem(path, self.line, self.code, str(self), self.column)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The end of a message about an unknown word: the known word most like it, or else what to do."""
    from rapidfuzz import process  # most runs have no such message

    near = process.extractOne(word, list(known), score_cutoff=_ALIKE)
    return f"did you mean '{near[0]}'?" if near else otherwise
