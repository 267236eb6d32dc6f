"""Matching of lists of names against ours, for people who clean their spreadsheets."""
import asyncio
import difflib
from typing import Any

from herbarium.taxonomy import Names
from herbarium.text import fold

CUTOFF = 0.84


class Matcher:
    """Matches one list. A name is looked up once, however often and however written it is in the list."""

    def __init__(self, names: Names):
        self.names = names
        self.known = list(names.by_fold)
        self.pending: dict[str, asyncio.Task] = {}

    async def match_all(self, texts: list[str]) -> list[dict[str, Any]]:
        """A result for each text, in the order of the list."""
        return list(await asyncio.gather(*(self.match(text) for text in texts)))

    async def match(self, text: str) -> dict[str, Any]:
        key = fold(text)
        if key not in self.pending:
            self.pending[key] = asyncio.ensure_future(self._look_up(key))
        found, how = await self.pending[key]
        if found is None:
            return {"given": text, "match": None, "accepted": None, "how": how}
        name = self.names.by_fold[found]
        return {"given": text, "match": name.name, "accepted": self.names.accepted(name).name, "how": how}

    async def _look_up(self, key: str) -> tuple[str | None, str]:
        if key in self.names.by_fold:
            return key, "exact"
        close = await asyncio.to_thread(difflib.get_close_matches, key, self.known, 1, CUTOFF)
        return (close[0], "close") if close else (None, "none")
