"""The tests of the engine, and those of this edition."""

from tests.support.once import learn_once

learn_once()
