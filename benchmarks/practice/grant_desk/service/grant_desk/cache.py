"""A small cache in the process, for what hardly ever changes."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any

from grant_desk.clock import Clock


class Cache:
    def __init__(self, clock: Clock, minutes: int = 10) -> None:
        self.clock = clock
        self.keep = timedelta(minutes=minutes)
        self._known: dict[Hashable, tuple[datetime, Any]] = {}

    def get(self, key: Hashable, load: Callable[[], Any]) -> Any:
        """What is known under `key`, loaded if it is not, or not fresh any more."""
        until, value = self._known.get(key, (None, None))
        if until is None or until <= self.clock.now():
            value = load()
            self._known[key] = (self.clock.now() + self.keep, value)
        return value

    def forget(self, key: Hashable) -> None:
        self._known.pop(key, None)
