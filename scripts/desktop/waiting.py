"""Waiting for conditions instead of fixed delays."""

from __future__ import annotations

import time
from typing import Callable, Optional, TypeVar

T = TypeVar("T")
POLL_SECS = 0.05


class Stuck(AssertionError):
    """A condition that was not met in time."""


def wait_until(probe: Callable[[], Optional[T]], what: str, seconds: float = 10.0,
               give_up: Callable[[], Optional[str]] = lambda: None) -> T:
    """Calls `probe` until it returns a true value. `give_up` can return a reason to stop early."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        reason = give_up()
        if reason:
            raise Stuck(f"waited for {what}, but {reason}")
        if time.monotonic() > end:
            raise Stuck(f"timed out after {seconds:g} s waiting for {what}")
        time.sleep(POLL_SECS)
