"""Who may ask how often, and with which app."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from listing_search.config import version_of
from listing_search.errors import BadRequest, Outdated, TooMany


class Limiter:
    """At most so many requests of one client in any minute."""

    def __init__(self, most: int, timer: Callable[[], float] = time.monotonic) -> None:
        self._most, self._timer = most, timer
        self._seen: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, client: str) -> None:
        """Counts a request. Raises TooMany."""
        now = self._timer()
        with self._lock:
            seen = self._seen.setdefault(client, deque())
            while seen and seen[0] <= now - 60:
                seen.popleft()
            if len(seen) >= self._most:
                wait = int(seen[0] + 60 - now) + 1
                raise TooMany(f"{client} has made {self._most} requests in a minute.", wait=wait)
            seen.append(now)


def check_app(text: str, oldest: tuple[int, ...]) -> None:
    """Refuses apps that are too old; browsers send no version. Raises Outdated, BadRequest."""
    if not text:
        return
    try:
        version = version_of(text)
    except ValueError as error:
        raise BadRequest(f"X-App-Version {text[:40]!r} is not a version.") from error
    if version < oldest:
        known = ".".join(str(part) for part in oldest)
        raise Outdated(f"App {text} is too old, we need {known}.", oldest=known)
