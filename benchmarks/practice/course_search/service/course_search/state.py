"""What the handlers share: settings and the catalogue that is being served."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request

from course_search.cache import Cache
from course_search.catalogue import Catalogue
from course_search.settings import Settings
from course_search.similar import Neighbours
from course_search.textindex import TextIndex


@dataclass(eq=False)
class Programme:
    """One loaded catalogue with all that is derived from it."""

    catalogue: Catalogue
    cache: Cache

    @cached_property
    def index(self) -> TextIndex:
        return TextIndex.of(self.catalogue)

    @cached_property
    def neighbours(self) -> Neighbours:
        return Neighbours(self.catalogue)


class State:
    """Lives as long as the process; `reload` swaps the programme in one step."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.programme = self._load()

    def _load(self) -> Programme:
        return Programme(Catalogue.load(self.settings.folder), Cache(self.settings.cache_entries))

    def reload(self) -> Programme:
        self.programme = self._load()
        return self.programme


def state_of(request: Request) -> State:
    return request.app.state.courses
