"""Subtitles as people and machines write them: every word is kept, and what is not kept is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.text.subtitles import transcript
from tests.support.depth import examples

MACHINE = """WEBVTT
Kind: captions
Language: en

00:00:00.120 --> 00:00:02.000 align:start position:0%
 
hello<00:00:00.500><c> world</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
hello world
 

00:00:02.010 --> 00:00:04.000 align:start position:0%
hello world
and<00:00:02.500><c> then</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
and then
 
"""
FULL = """WEBVTT - On rivers

STYLE
::cue { color: red }

REGION
id:bank

NOTE
It rose.

intro
00:00.000 --> 00:02.000 line:0 position:20%
<v Ann>Yes.</v> <v.loud Bo &amp; Di>No.</v>

NOTE and again

2
00:01.000 --> 00:03.000
<v Ann>Over
the line
"""
SUBRIP = """1
00:00:01,000 --> 00:00:02,500  X1:40 X2:600
42

2
00:00:02,000 --> 00:00:03,000
{\\an8}<i>One</i>\\NTwo

after a blank line

3
00:00:09,000 --> 00:00:10,000
<ruby>漢<rt>かん</rt></ruby> 3 < 4
4
00:00:11,000 --> 00:00:12,000
>> Who?
"""


@pytest.mark.parametrize(
    ("text", "words", "lost"),
    [
        (MACHINE, "[00:00:00] hello world and then\n", "times at which cues end, positions, repeated lines"),
        (
            FULL,
            "[00:00:00] Ann: Yes.\n\n[00:00:00] Bo & Di: No.\n\n[00:00:01] Ann: Over the line\n",
            "times at which cues end, numbers and names of cues, positions, notes and styles",
        ),
        (
            SUBRIP,
            "[00:00:01] 42 One Two after a blank line\n\n[00:00:09] 漢(かん) 3 < 4\n\n[00:00:11] – Who?\n",
            "times at which cues end, numbers and names of cues, positions",
        ),
        ("0:00:01.000,0:00:03.000\nHello\n\n0:00:03.000,0:00:05.000\nagain\n", "[00:00:01] Hello again\n", "end"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nMR. DAY: No.\n\n2\n00:00:02,100 --> 00:00:03,000\nAnn: 5.\n",
            "[00:00:01] MR. DAY: No. Ann: 5.\n",
            "end, numbers and names of cues",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nANN: No.\n\n2\n00:00:02,100 --> 00:00:03,000\nBO: Yes.\n",
            "[00:00:01] ANN: No.\n\n[00:00:02] BO: Yes.\n",
            "end, numbers and names of cues",
        ),
        ("00:00:01,000 --> 00:00:02,000\n7 boats", "[00:00:01] 7 boats\n", "end"),
    ],
)
def test_each_word_is_kept_and_what_is_not_is_said(text: str, words: str, lost: str) -> None:
    made = transcript(text)
    assert made and made.words == words
    assert made.told.endswith(lost)


def test_a_language_and_a_title_are_read() -> None:
    assert transcript(MACHINE).language == "en" and transcript(FULL).title == "On rivers"


@pytest.mark.parametrize(
    "text", ["WEBVTT is a format.\n\nIt rose.\n", "At 00:00:01,000 --> it rose.\n", "WEBVTT\n", "1\n"]
)
def test_other_texts_are_no_subtitles(text: str) -> None:
    assert transcript(text) is None


_LINES = st.lists(st.sampled_from(["It rose.", "12", "- no", "a note", "yes,"]), min_size=1, max_size=3)


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9), _LINES), min_size=1, max_size=6), st.booleans())
def test_no_word_of_any_cue_is_lost(cues: list[tuple[int, int, list[str]]], web: bool) -> None:
    def time(seconds: int) -> str:
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{'.' if web else ','}000"

    blocks = [
        f"{n}\n{time(begin)} --> {time(begin + lasts)}\n" + "\n".join(lines)
        for n, (begin, lasts, lines) in enumerate(cues, 1)
    ]
    made = transcript(("WEBVTT\n\n" if web else "") + "\n\n".join(blocks) + "\n")
    kept = [word for word in made.words.split() if not word.startswith("[") and word != "–"]
    if "repeated lines" not in made.told:
        assert kept == [word for _, _, lines in cues for line in lines for word in line.removeprefix("- ").split()]
