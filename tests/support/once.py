"""What a process that builds many books needs to learn but once: `tests` imports it before Sphinx.

Sphinx asks a dozen times a build which packages are installed, and compiles every template again for each. The engine
keeps what it compiled beside the doctrees, where another edition does not look. It also writes a thousand lines a build
for those who look for faults of its own, which nobody asks for here.
"""

from __future__ import annotations

import importlib.metadata
import logging
from functools import cache, partial
from types import CodeType

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment


class Compiled(BytecodeCache):
    """What templates compile to, by their place and their content."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was kept."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key, bucket.checksum] = bucket.code


def learn_once() -> None:
    """Keep what Sphinx learns of packages and templates as long as this process runs."""
    logging.disable(logging.DEBUG)
    importlib.metadata.entry_points = cache(importlib.metadata.entry_points)
    from sphinx import jinja2glue

    compiled = Compiled()
    jinja2.FileSystemBytecodeCache = lambda _folder: compiled
    jinja2glue.SandboxedEnvironment = partial(SandboxedEnvironment, bytecode_cache=compiled)
