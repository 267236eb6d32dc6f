"""What the visible tests send to other things and with other values, aimed at what the event's request is about.

A cache is kept by the values of a request, and a row that was changed badly is that of one thing: `?hours=3` of a test
leaves behind nothing of `?hours=36`, nor does a change of `/rooms/7` what is wrong with `/rooms/3`. So inputs of the
same names get the values of the event's request. An input that it lacks is left out, since it has its default then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.mutate import in_turn
from arbase.investigate.requests import Address, Parts, changed, parts_of, stimulus_of, without
from arbase.investigate.routes import fitted
from arbase.replay.interface import Recorded

MOST = 60
READS = ("GET", "HEAD", "OPTIONS")


def aimed(
    stimulus: Stimulus, recorded: Sequence[Recorded], told: Sequence[str], *, writes: bool = False
) -> list[Stimulus]:
    """The reads (or writes) of the tests that were answered, each with the values of the event's request.

    `told` are the templates of the routes.
    """
    own = parts_of(stimulus)
    names = _named(own, told)
    rows: dict[tuple[str, ...], list[Stimulus]] = {}
    for one in recorded:
        if one.status >= 400 or (one.stimulus.method in READS) is writes:
            continue
        parts = parts_of(one.stimulus)
        places = fitted(told, parts.path)
        found = _placed(parts, names, places)
        if found is None:
            continue
        shape = (parts.method, *("" if place in places else step for place, step in enumerate(parts.path)))
        row = rows.setdefault(shape, [])
        row += [other for each in _asked(found, own) if (other := stimulus_of(each)) not in (stimulus, *row)]
    return list(dict.fromkeys(in_turn(list(rows.values()))))[:MOST]


def _named(parts: Parts, told: Sequence[str]) -> dict[tuple[str, str], str]:
    """The values in the path, by the names of their places and what stands before them."""
    places = fitted(told, parts.path)
    return {(parts.path[place - 1] if place else "", name): parts.path[place] for place, name in places.items()}


def _placed(parts: Parts, names: dict[tuple[str, str], str], places: dict[int, str]) -> Parts | None:
    """The request to the same thing; None where its path names another kind of thing."""
    for place, name in places.items():
        before = parts.path[place - 1] if place else ""
        value = names.get((before, name))
        if value is None and names:
            return None
        if value is not None:
            parts = changed(parts, ("path", place), value)
    return parts


def _asked(parts: Parts, own: Parts) -> Iterator[Parts]:
    """With the values that the event's request has for its query, with all of them, without what it does not have."""
    values = dict(own.query)
    alike = parts
    for place, (name, value) in enumerate(parts.query):
        if values.get(name, value) != value:
            alike = changed(alike, ("query", place), values[name])
    known = {name for name, _ in alike.query}
    more = tuple(pair for pair in own.query if pair[0] not in known)
    yield alike
    if more and own.method == parts.method:
        yield replace(alike, query=(*alike.query, *more))
    lacking: list[Address] = [("query", place) for place, (name, _) in enumerate(alike.query) if name not in values]
    for address in lacking:
        yield without(alike, [address])
