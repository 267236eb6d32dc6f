"""What one process keeps: settings, frames, cache; and the refresh in the background."""
import asyncio
import logging
from collections.abc import Callable, Hashable
from typing import Any

from starlette.requests import Request

from .caching import ResultCache
from .config import Settings
from .frames import Frames, FrameStore

log = logging.getLogger(__name__)


class Lab:
    def __init__(self, settings: Settings):
        self.settings = settings
        self.store = FrameStore(settings.database)
        self.cache = ResultCache()

    async def frames(self) -> Frames:
        return await asyncio.to_thread(self.store.current)

    async def cached(self, key: Hashable, loader: Callable[[Frames], Any]) -> Any:
        return await self.cache.get(key, await self.frames(), loader)

    async def refresh(self) -> int:
        """Reads the database anew and renews the answers that are kept."""
        frames = await asyncio.to_thread(self.store.rebuild)
        return await self.cache.refresh(frames)


async def keep_fresh(lab: Lab) -> None:
    """Refreshes for ever; a failure is reported and the next round tries again."""
    while True:
        await asyncio.sleep(lab.settings.refresh_seconds)
        try:
            await lab.refresh()
        except Exception:
            log.exception("refresh failed")


def lab_of(request: Request) -> Lab:
    return request.app.state.lab
