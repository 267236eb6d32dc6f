"""Answers that are used again for a while."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Cache:
    """Keeps the values last used, each for some seconds. Callers must not change a value."""

    def __init__(
        self, seconds: float, entries: int, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds, self._entries, self._timer = seconds, entries, timer
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable) -> Any | None:
        """The value, or None when it is not there or too old."""
        with self._lock:
            entry = self._kept.get(key)
            if entry is None or entry[0] <= self._timer():
                self._kept.pop(key, None)
                self.misses += 1
                return None
            self._kept.move_to_end(key)
            self.hits += 1
            return entry[1]

    def put(self, key: Hashable, value: Any) -> None:
        with self._lock:
            self._kept[key] = (self._timer() + self._seconds, value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._entries:
                self._kept.popitem(last=False)

    def drop(self, wanted: Callable[[Any], bool]) -> int:
        """Forgets the entries whose key is wanted; how many there were."""
        with self._lock:
            keys = [key for key in self._kept if wanted(key)]
            for key in keys:
                del self._kept[key]
            return len(keys)

    def statistics(self) -> dict[str, Any]:
        """Entries, hits and misses, and the share of hits."""
        asked = self.hits + self.misses
        rate = round(self.hits / asked, 3) if asked else 0.0
        return {"entries": len(self._kept), "hits": self.hits, "misses": self.misses, "rate": rate}
