"""Answers that are kept as long as the frames do not change."""
import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from .errors import NotFound
from .frames import Frames


@dataclass
class Entry:
    version: int
    value: Any
    loader: Callable[[Frames], Any]


class ResultCache:
    def __init__(self, size: int = 500):
        self.size = size
        self._entries: dict[Hashable, Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    async def get(self, key: Hashable, frames: Frames, loader: Callable[[Frames], Any]) -> Any:
        """The kept value, or a new one from `loader`, which runs in a worker thread."""
        entry = self._entries.get(key)
        if entry is None or entry.version != frames.version:
            version = frames.version
            entry = Entry(version, await asyncio.to_thread(loader, frames), loader)
            self._entries[key] = entry
            if len(self._entries) > self.size:
                self.forget(next(iter(self._entries)))
        return entry.value

    def forget(self, key: Hashable) -> None:
        self._entries.pop(key, None)

    async def refresh(self, frames: Frames) -> int:
        """Computes stale values anew, so that the next reader need not wait; tells how many.

        What has no data any more is forgotten."""
        renewed = 0
        for key, entry in list(self._entries.items()):
            if entry.version == frames.version:
                continue
            try:
                await self.get(key, frames, entry.loader)
                renewed += 1
            except NotFound:
                self.forget(key)
        return renewed
