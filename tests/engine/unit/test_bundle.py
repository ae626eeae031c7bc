"""The bundle: its name, its bytes, and what it says when there is nothing to put in."""

from __future__ import annotations

import errno
import os
import zipfile

import pytest
from click.testing import CliRunner

from postil.commands.main import main
from postil.export.bundle import name_of, write_bundle
from postil.paths import Paths
from postil.reading.settings import Settings
from tests.support.edition import SmallEdition

SETTINGS = Settings.model_validate({"title": "On rivers", "date": "1901-05-01"})


def test_it_is_named_by_the_first_words_of_the_title() -> None:
    assert (
        name_of("Will it stand? Views, and a very long list of other matters")
        == "will-it-stand-views-and-a-very-long-list"
    )
    assert name_of("论河流") == "edition"


def test_the_same_files_give_the_same_bytes(small: SmallEdition) -> None:
    pages = [small.write("_build/html/index.html", "<p>A page"), small.write("_build/html/b/c.html", "<p>Another")]
    small.write("data/floods.csv", "year\n1901\n")
    first = write_bundle(Paths(small.root), SETTINGS).read_bytes()
    os.utime(pages[0], (1, 1))
    path = write_bundle(Paths(small.root), SETTINGS)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [
            "on-rivers/START-HERE.html",
            "on-rivers/book/b/c.html",
            "on-rivers/book/index.html",
            "on-rivers/data/floods.csv",
        ]


def test_without_pages_it_says_what_to_run(small: SmallEdition) -> None:
    result = CliRunner().invoke(main, ["bundle", str(small.root)])
    assert result.exit_code == 1
    assert "has no pages yet; run: make all" in result.output
    assert not (small.root / "_build").exists()


def test_on_a_full_disk_the_last_bundle_stays_and_the_file_is_named(small: SmallEdition, monkeypatch) -> None:
    small.write("_build/html/index.html", "<p>A page")
    path = write_bundle(Paths(small.root), SETTINGS)
    before = path.read_bytes()

    def full(*_given, **_named) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match=path.name):
        write_bundle(Paths(small.root), SETTINGS)
    assert path.read_bytes() == before and list(path.parent.iterdir()) == [path]
