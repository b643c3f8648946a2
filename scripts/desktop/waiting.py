"""Waiting for a condition, which is what replaces sleeping everywhere here."""

from __future__ import annotations

import time
from typing import Callable, Optional, TypeVar

T = TypeVar("T")
POLL_SECS = 0.05


class Stuck(AssertionError):
    """A condition that did not come true in time."""


def wait_until(probe: Callable[[], Optional[T]], what: str, seconds: float = 10.0,
               give_up: Callable[[], Optional[str]] = lambda: None) -> T:
    """Asks `probe` until it answers with something true. `give_up` may tell why waiting on is pointless."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        reason = give_up()
        if reason:
            raise Stuck(f"waited for {what}, but {reason}")
        if time.monotonic() > end:
            raise Stuck(f"waited {seconds:g} s in vain for {what}")
        time.sleep(POLL_SECS)
