"""The words that charts show: in the book's language where the edition's extension has loaded it, else in English."""

from __future__ import annotations

from sphinx.locale import get_translation

_ = get_translation("postil")
