"""Which exception of a chain or group is the one to look at, and the way that led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from arbase.domain.event import Event, Frame, RaisedException
from arbase.domain.triage import CodeLocation
from arbase.workspace.code import CodeReader

LINKS = 50
PLACES = 50


@dataclass(frozen=True)
class Strand:
    """`exception` is the one to look at; `way` are its places in the repository, outermost first.

    `wrappers` are the exceptions that it was turned into on its way out, the one raised last first; `below` are those
    that a library turned into it, on the same line of the service. `foreign` are the frames below the last place.
    """

    exception: RaisedException
    way: tuple[CodeLocation, ...]
    wrappers: tuple[RaisedException, ...] = ()
    below: tuple[RaisedException, ...] = ()
    foreign: tuple[Frame, ...] = ()

    @property
    def crash(self) -> CodeLocation | None:
        """The innermost place in the repository."""
        return self.way[-1] if self.way else None

    @property
    def related(self) -> tuple[RaisedException, ...]:
        """Everything that is one and the same failure, innermost first."""
        return (*self.below, self.exception, *reversed(self.wrappers))


def untangled(event: Event, code: CodeReader) -> Strand | None:
    """Follow the chain of `event` from the exception raised last towards its root cause; None without exceptions.

    An exception that a handler turned into another (`raise ... from`) is the cause of it: the cause is looked at. An
    exception that arose by accident while another was handled is itself the failure. Of a group, the first member that
    touches the repository is looked at.
    """
    if event.raised is None:
        return None
    ways = _Ways(code)
    current = event.raised
    way = ways.of(current)
    wrappers: list[RaisedException] = []
    for _ in range(LINKS):
        inner = _inner(event, current)
        target = next((one for one in inner if ways.of(one)), inner[0] if inner else None)
        if target is None or not _leads_on(current, way, target, ways, code):
            break
        wrappers.append(current)
        way = _joined(way, ways.of(target))
        current = target
    below = _below(event, current, way, ways)
    return Strand(
        exception=current,
        way=way[-PLACES:],
        wrappers=tuple(wrappers),
        below=below,
        foreign=ways.foreign(current),
    )


def _without_the_last_straw(way: list[CodeLocation]) -> list[CodeLocation]:
    """The way to the last call that recurs: what it called when the stack was full is chance."""
    times = Counter((place.path, place.function) for place in way)
    most = max(times.values(), default=0)
    for index in range(len(way) - 1, -1, -1):
        if most > 2 and times[way[index].path, way[index].function] >= most - 1:
            return way[: index + 1]
    return way


class _Ways:
    """The places of each exception in the repository, looked up once."""

    def __init__(self, code: CodeReader) -> None:
        self._locate: Callable[[Frame], CodeLocation | None] = code.locate
        self._known: dict[int, tuple[tuple[Frame, CodeLocation], ...]] = {}

    def of(self, exception: RaisedException) -> tuple[CodeLocation, ...]:
        """Outermost first; frames that the SDK took for foreign count only if it saw no own ones."""
        places = [place for _, place in self._pairs(exception)]
        if exception.type.rpartition(".")[2] == "RecursionError":
            places = _without_the_last_straw(places)
        return tuple(place for index, place in enumerate(places) if not index or place != places[index - 1])

    def foreign(self, exception: RaisedException) -> tuple[Frame, ...]:
        """The frames below the innermost place in the repository."""
        pairs = self._pairs(exception)
        if not pairs:
            return exception.frames[-20:]
        last = max(index for index, frame in enumerate(exception.frames) if frame is pairs[-1][0])
        return exception.frames[last + 1 :]

    def _pairs(self, exception: RaisedException) -> tuple[tuple[Frame, CodeLocation], ...]:
        key = id(exception)
        if key not in self._known:
            frames = exception.in_app_frames or exception.frames
            located = ((frame, self._locate(frame)) for frame in frames)
            self._known[key] = tuple((frame, place) for frame, place in located if place is not None)
        return self._known[key]


def _inner(event: Event, exception: RaisedException) -> list[RaisedException]:
    """What `exception` was raised from, or holds if it is a group; by the SDK's numbers, else by the order."""
    mechanism = exception.mechanism
    if mechanism is not None and mechanism.exception_id is not None:
        found = [
            one
            for one in reversed(event.exceptions)
            if one.mechanism is not None
            and one.mechanism.parent_id == mechanism.exception_id
            and one.mechanism.exception_id != mechanism.exception_id
        ]
        return found if mechanism.is_exception_group else found[:1]
    index = next(index for index, one in enumerate(event.exceptions) if one is exception)
    return [event.exceptions[index - 1]] if index else []


def _leads_on(
    current: RaisedException,
    way: tuple[CodeLocation, ...],
    target: RaisedException,
    ways: _Ways,
    code: CodeReader,
) -> bool:
    """Whether the failure to look at is `target` rather than `current`."""
    if current.mechanism is not None and current.mechanism.is_exception_group:
        return True
    places = ways.of(target)
    if not places:
        return False
    if not way:
        return True
    crash = way[-1]
    # The same line: a library turned its own error into another; the outer one is what the service sees.
    if (crash.path, crash.line) == (places[-1].path, places[-1].line):
        return False
    outline = code.outline(crash.path)
    return outline.raises_at(crash.line) and outline.handler_at(crash.line) is not None


def _joined(outer: tuple[CodeLocation, ...], inner: tuple[CodeLocation, ...]) -> tuple[CodeLocation, ...]:
    """The whole way to the inner exception, whose own trace begins where it was caught."""
    if not inner:
        return outer
    for index, place in enumerate(outer):
        if (place.path, place.function) == (inner[0].path, inner[0].function):
            return (*outer[:index], *inner)
    return inner


def _below(
    event: Event, exception: RaisedException, way: tuple[CodeLocation, ...], ways: _Ways
) -> tuple[RaisedException, ...]:
    """The exceptions of libraries that became `exception`, innermost first: on the same line, or without own lines."""
    found: list[RaisedException] = []
    current = exception
    for _ in range(LINKS):
        inner = _inner(event, current)
        if not inner or inner[0] in found:
            break
        places = ways.of(inner[0])
        if places and (not way or (places[-1].path, places[-1].line) != (way[-1].path, way[-1].line)):
            break
        current = inner[0]
        found.append(current)
    return tuple(reversed(found))
