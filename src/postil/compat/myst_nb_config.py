"""MyST-NB 1.x: which values its settings may have. Apart from its other seams, because the check of a book asks."""

from __future__ import annotations

from typing import Any

from myst_nb.core.config import NbParserConfig

from postil.compat.myst_parser import wrong_field


def wrong_with(setting: str, value: Any) -> str:
    """What MyST-NB finds wrong with the value of one of its settings, such as `nb_merge_streams`; else nothing."""
    name = setting.removeprefix("nb_")
    if isinstance(value, str) and isinstance(getattr(NbParserConfig, name, None), bool):
        return ""  # Sphinx makes a truth value of a text
    return wrong_field(NbParserConfig, name, value)
