"""What Ctrl-C does: it ends at once what has not begun, and is an exception to what has."""

from __future__ import annotations

import os
import signal
from types import FrameType

INTERRUPTED = 130  # what shells give a program that Ctrl-C ended


def wait_to_begin(*, quietly: bool = False) -> None:
    """Let Ctrl-C end the process at once, with a word or without."""
    signal.signal(signal.SIGINT, _end_quietly if quietly else _end)


def begun() -> None:
    """Let Ctrl-C and `kill` be an exception from now on: what has begun wants to be ended well."""
    if signal.getsignal(signal.SIGINT) in (_end, _end_quietly):
        for ended_by in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ended_by, signal.default_int_handler)


def _end(number: int, frame: FrameType | None) -> None:
    os.write(2, b"stopped\n")
    _end_quietly(number, frame)


def _end_quietly(_number: int, _frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)
