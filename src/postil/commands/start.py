"""Where a command begins. Ctrl-C while Python still reads what the command needs ends it at once, with a word.

Nothing has been done then that would have to be undone, and an exception could be lost on its way: a library that
meets it while it is imported may answer with an error of its own.
"""

from __future__ import annotations

try:
    import gc
    from importlib import import_module

    from postil.commands.interrupts import begun, wait_to_begin
except KeyboardInterrupt:
    raise SystemExit(130) from None  # `interrupts` has a name for it, and may be what was being read

_OBJECTS = 100_000  # that a command makes between two searches for garbage: the most of what it makes and imports stays


def main() -> None:
    """The command `postil`; its group says when one of its commands has begun."""
    wait_to_begin()
    gc.set_threshold(_OBJECTS)
    command = import_module("postil.commands.main").main
    try:
        command()
    finally:
        wait_to_begin()


def child(module: str) -> None:
    """Run the `main` of a program for a command, which says itself that it was stopped."""
    wait_to_begin(quietly=True)
    command = import_module(module).main
    begun()
    command()
