"""Another day for all tests: what fails then holds only at some hour or in some year.

`KC_TEST_CLOCK=2027-04-14T22:20:00Z make test` begins at that instant and lets time go on from
there. Hours that find most: an hour either side of midnight, in summer and in winter, because
calendar days and 24 hours differ where the clocks change. Programs that tests start, PostgreSQL and
the ages of files keep the true time: the few tests that compare with them (an OpenID provider, half
uploads, a statement that is marked too late) fail for that reason alone.
"""

import os
from typing import Any

import time_machine

INSTANT = os.environ.get("KC_TEST_CLOCK", "")


def pytest_configure(config: Any) -> None:
    """Move the clock of this process before any test module reads it."""
    if INSTANT:
        config.moved_clock = time_machine.travel(INSTANT, tick=True)
        config.moved_clock.start()


def pytest_unconfigure(config: Any) -> None:
    """Give the true time back, or pytest could not tell how long it took."""
    if INSTANT:
        config.moved_clock.stop()
