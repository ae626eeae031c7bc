"""Where a command begins. Ctrl-C while Python still reads what the command needs ends it at once, with a word.

Nothing has been done then that would have to be undone, and an exception could be lost on its way: a library that
meets it while it is imported may answer with an error of its own.
"""

from __future__ import annotations

INTERRUPTED = 130  # what shells give a program that Ctrl-C ended

try:
    import os
    import signal
    from importlib import import_module
    from types import FrameType
except KeyboardInterrupt:
    raise SystemExit(INTERRUPTED) from None


def main() -> None:
    """The command `postil`; its group says when one of its commands has begun."""
    signal.signal(signal.SIGINT, _end)
    command = import_module("postil.commands.main").main
    try:
        command()
    finally:
        signal.signal(signal.SIGINT, _end)


def child(module: str) -> None:
    """Run the `main` of a program for a command, which says itself that it was stopped."""
    signal.signal(signal.SIGINT, _end_quietly)
    command = import_module(module).main
    begun()
    command()


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
