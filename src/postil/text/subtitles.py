"""Subtitles, SubRip or WebVTT → a transcript: paragraphs that begin with their time and with who speaks, if known."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_CUE = re.compile(
    r"^[^\S\n]*(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{2}):(?P<seconds>\d{2})[.,]\d{1,3}[ \t]+-->[ \t]+"
    r"(?:(\d{1,3}):)?(\d{2}):(\d{2})[.,]\d{1,3}[^\n]*\n(?P<words>(?:[^\S\n]*\S[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_BEGINNING = re.compile(r"\s*(?:WEBVTT(?:[ \t]+-?[ \t]*(?P<title>[^\n]*))?\s|\d+[ \t]*\n[^\n]*-->|[\d:.,]+[ \t]+-->)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|\{\\[^}]*\}")
_DASH = re.compile(r"[-–—‐][ \t]*(?=\S)")
_PAUSE = 4  # seconds after which a new paragraph begins
_LONG = 300  # letters after which it begins where a sentence ends
_ENDS = tuple('.?!…。？！”»"')


class _Speech(NamedTuple):
    begin: int
    end: int
    who: str
    words: str


def transcript(text: str) -> tuple[str, str] | None:
    """(title, transcript) of a text of subtitles; the title may be empty. None for any other text."""
    begun = _BEGINNING.match(text)
    speeches = list(_speeches(text)) if begun else []
    if not begun or not speeches:
        return None
    paragraphs = [f"[{_clock(speeches[0].begin)}] {_said(speeches[0])}"]
    for before, speech in pairwise(speeches):
        long = len(paragraphs[-1]) > _LONG and before.words.endswith(_ENDS)
        if speech.who != before.who or speech.begin - before.end > _PAUSE or long or speech.who == "-":
            paragraphs.append(f"[{_clock(speech.begin)}] {_said(speech)}")
        else:
            paragraphs[-1] += f" {speech.words}"
    return (begun["title"] or "").strip(), "\n\n".join(paragraphs) + "\n"


def _speeches(text: str) -> Iterator[_Speech]:
    for cue in _CUE.finditer(text):
        begin, end = (_seconds(*cue.group(first, first + 1, first + 2)) for first in (1, 4))
        who = ""
        for line in cue["words"].strip().split("\n"):
            named = _VOICE.search(line)
            words = " ".join(html.unescape(_TAG.sub("", line)).split())
            dashed = _DASH.match(words)
            who = named[1].strip() if named else "-" if dashed else "" if who == "-" else who
            if words:
                yield _Speech(begin, end, who, words[dashed.end() :] if dashed else words)


def _seconds(hours: str | None, minutes: str, seconds: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _said(speech: _Speech) -> str:
    return f"– {speech.words}" if speech.who == "-" else f"{speech.who}: {speech.words}" if speech.who else speech.words
