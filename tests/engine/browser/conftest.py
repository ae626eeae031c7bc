"""Small editions with their kit, built once: one that knows nothing of the web, one that is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import SmallEdition
from tests.support.seminar import add_seminar

HOME = "https://example.org/rivers/"
REPOSITORY = "https://github.com/example/rivers"


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small edition with its kit was built."""
    edition = SmallEdition(tmp_path_factory.mktemp("kit") / "edition")
    add_seminar(edition)
    edition.write("book/edition.yml", "title: On rivers\ndate: 1901-05-01\nundated: true\n")
    return build(edition)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the edition was built."""
    edition = SmallEdition(tmp_path_factory.mktemp("published") / "edition")
    add_seminar(edition)
    conf = (edition.root / "conf.py").read_text("utf-8")
    edition.write(
        "conf.py",
        f'{conf}html_title = "Rivers, annotated"\nauthor = "The editors"\nhtml_baseurl = "{HOME}"\n'
        f'html_theme_options = {{"repository_url": "{REPOSITORY}"}}\n',
    )
    edition.write("book/edition.yml", "title: On rivers\nauthor: A. Keeper\ndate: 1901-05-01\neditors: The editors\n")
    return build(edition)


@pytest.fixture
def visit_published(reader_of, published):
    """Makes readers of it."""
    return lambda width=1360, height=900, **options: reader_of(published, width, height, **options)
