"""The tests of the engine, and those of this edition."""

import gc

from tests.support.once import learn_once

gc.set_threshold(100_000)  # search for garbage seldom, as a command does
learn_once()
