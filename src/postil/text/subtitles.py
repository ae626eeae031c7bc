"""Subtitles of SubRip, WebVTT or YouTube → a transcript: paragraphs that begin with their time and with who speaks, if
known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}"
_TIMING = re.compile(rf"^[^\S\n]*{_TIME}(?:[ \t]*--?>[ \t]*|,){_TIME}([^\n]*)(?:\n|\Z)", re.MULTILINE)
_HEAD = re.compile(r"\s*WEBVTT(?:[ \t]+-?[ \t]*(?P<title>[^\n]*))?(?:\n|\Z)(?P<fields>(?:[^\n]*\S[^\n]*\n)*)")
_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE)
_ASIDE = re.compile(r"(?<=\n\n)(?:NOTE|STYLE|REGION)\b(?:[^\n]*\S[^\n]*(?:\n|\Z))*")  # of WebVTT
_NUMBER = re.compile(r"^[^\S\n]*\d+[^\S\n]*\n\Z", re.MULTILINE)  # of the cue that follows
_NAME = re.compile(r"(?<=\n\n)[^\n]*\S[^\n]*\n\Z")  # of a cue of WebVTT
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_NAMED = re.compile(r"((?=[^\W\d_a-z])(?:[^\W\d_]|[ .'’-]){1,30}):[ \t]+(?=\S)")  # “ANN: No.”
_RUBY = re.compile(r"<rt>(.*?)(?:</rt>|(?=</ruby>))")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|\{\\[^}]*\}")
_LINE = re.compile(r"\n|\\N|\[br\]")
_DASH = re.compile(r"(?:[-–—‐]|>>)[ \t]*(?=\S)")
_PAUSE = 4  # seconds after which a new paragraph begins
_LONG = 300  # letters after which it begins where a sentence ends
_ROLLING = 0.5  # of the cues, which begin with lines of the one before, as those of YouTube that a machine wrote
_ENDS = tuple('.?!…。？！”»"')


class Transcript(NamedTuple):
    """The words of subtitles, their title and language, which may be empty, and what became of the cues."""

    words: str
    title: str
    language: str
    told: str


class _Cue(NamedTuple):
    """What stands between two times; `lines` are those that it has, each with who says it, if known."""

    begin: int
    end: int
    lines: tuple[tuple[str, str], ...]


def transcript(text: str) -> Transcript | None:
    """The transcript of a text of subtitles; None for any other text."""
    head = _HEAD.match(text)
    timings = list(_TIMING.finditer(text))
    begins = [head.end() if head else 0, *(timing.end() for timing in timings)]
    ends = [*(timing.start() for timing in timings), len(text)]
    above, *bodies = (text[begin:end] for begin, end in zip(begins, ends, strict=True))
    if not timings or not (head or not _NUMBER.sub("", above).strip()):
        return None
    between = [f"\n\n{above}", *bodies]
    said = [*(_without_name(body, head) for body in between[:-1]), between[-1]]
    words = [_ASIDE.sub("", body) if head else body for body in said]
    cues = [
        _Cue(_seconds(*timing.group(1, 2, 3)), _seconds(*timing.group(4, 5, 6)), tuple(_lines(spoken)))
        for timing, spoken in zip(timings, words[1:], strict=True)
    ]
    paragraphs = _paragraphs(_without_repeated(cues))
    if not paragraphs:
        return None
    lost = {
        "numbers and names of cues": said != between,
        "positions": any(timing[7].strip() for timing in timings),
        "notes and styles": words != said or bool(words[0].strip()),
        "repeated lines": _are_rolling(cues),
    }
    told = (
        f"cues: {len(cues)}; paragraphs made of them, each with its time: {len(paragraphs)}; not kept: "
        f"{', '.join(('times at which cues end', *(name for name, found in lost.items() if found)))}"
    )
    language = _LANGUAGE.search(head["fields"]) if head else None
    title = (head["title"] or "").strip() if head else ""
    return Transcript("\n\n".join(paragraphs) + "\n", title, language[1] if language else "", told)


def _without_name(body: str, head: object) -> str:
    """What stands before a cue, without its number or name."""
    words = _NUMBER.sub("", body)
    return _NAME.sub("", words) if head and words == body else words


def _lines(words: str) -> Iterator[tuple[str, str]]:
    """(who, words) of each line; “-” for another than before, who is not named."""
    first, *voices = _VOICE.split(words)
    for name, said in [("", first), *zip(voices[::2], voices[1::2], strict=True)]:
        who = " ".join(html.unescape(name).split())
        for line in _LINE.split(said):
            plain = " ".join(html.unescape(_TAG.sub("", _RUBY.sub(r"(\1)", line))).split())
            dashed = None if who else _DASH.match(plain)
            begun = None if who else _NAMED.match(plain)
            if begun and begun[1].isupper():
                yield begun[1], plain[begun.end() :]
                continue
            if plain:
                yield (who or ("-" if dashed else ""), plain[dashed.end() :] if dashed else plain)


def _again(before: _Cue, cue: _Cue) -> int:
    """How many lines of the cue before a cue begins with."""
    most = min(len(before.lines), len(cue.lines))
    return next((n for n in range(most, 0, -1) if before.lines[-n:] == cue.lines[:n]), 0)


def _are_rolling(cues: Sequence[_Cue]) -> bool:
    pairs = list(pairwise(cue for cue in cues if cue.lines))
    return len(pairs) > 1 and sum(map(bool, map(_again, *zip(*pairs, strict=True)))) > _ROLLING * len(pairs)


def _without_repeated(cues: Sequence[_Cue]) -> Sequence[_Cue]:
    """The cues; of those that roll over the screen only the lines that are new."""
    if not _are_rolling(cues):
        return cues
    shown = [cue for cue in cues if cue.lines]
    return [shown[0], *(cue._replace(lines=cue.lines[_again(before, cue) :]) for before, cue in pairwise(shown))]


def _paragraphs(cues: Sequence[_Cue]) -> list[str]:
    paragraphs: list[str] = []
    before, spoke, said = 0, "", ""
    for cue in cues:
        for who, words in cue.lines:
            long = bool(paragraphs) and len(paragraphs[-1]) > _LONG and said.endswith(_ENDS)
            if not paragraphs or who not in (spoke, "") or who == "-" or cue.begin - before > _PAUSE or long:
                paragraphs.append(f"[{_clock(cue.begin)}] {_with_name(who, words)}")
            else:
                paragraphs[-1] += f" {words}"
            before, spoke, said = cue.end, who, words
    return paragraphs


def _with_name(who: str, words: str) -> str:
    return f"– {words}" if who == "-" else f"{who}: {words}" if who else words


def _seconds(hours: str | None, minutes: str, seconds: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
