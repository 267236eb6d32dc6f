"""What an answer itself says of nothing: behaviours that differ in one empty figure beside other empty ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from arbase.replay.interface import Observation

Path = tuple[str | int, ...]
EMPTY = (None, 0, 0.0, "")


def as_beside(answers: Sequence[Observation]) -> int | None:
    """Of answers to the trigger, one of each behaviour, the one whose empty figures are like those beside them.

    Only where the answers are JSON, differ in nothing but null against an empty value, and the object around has a null
    (or a fraction that is 0.0 and no null) that is the same in all of them. None where that does not tell.
    """
    bodies = [_parsed(one) for one in answers]
    if len({one.status for one in answers}) > 1 or any(not isinstance(body, dict | list) for body in bodies):
        return None
    places = {place for body in bodies[1:] for place in _apart(bodies[0], body, ())}
    if not places or () in places:
        return None
    wanted = {place: _policy([_at(body, place[:-1]) for body in bodies], place[-1]) for place in places}
    for index, body in enumerate(bodies):
        held = [(_at(body, place), wanted[place]) for place in places]
        if all(rule is not None and rule(value) for value, rule in held):
            others = [_at(other, place) for other in bodies for place in places]
            return index if all(_is_empty(value) for value in others) else None
    return None


def _policy(holders: Sequence[Any], key: str | int) -> Any:
    """The test that a value under `key` has to pass, by the members beside it that are alike in all answers."""
    if not all(isinstance(one, dict) for one in holders):
        return None
    first = holders[0]
    beside = [
        first[name] for name in first if name != key and all(one.get(name, ...) == first[name] for one in holders)
    ]
    if any(value is None for value in beside):
        return lambda value: value is None
    if any(isinstance(value, float) and value == 0.0 for value in beside):
        return lambda value: isinstance(value, float) and value == 0.0
    return None


def _is_empty(value: Any) -> bool:
    return not isinstance(value, bool) and any(value == one and type(value) is type(one) for one in EMPTY)


def _apart(one: Any, other: Any, path: Path) -> list[Path]:
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [place for key in one for place in _apart(one[key], other[key], (*path, key))]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [place for index in range(len(one)) for place in _apart(one[index], other[index], (*path, index))]
    return [] if one == other and type(one) is type(other) else [path]


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _parsed(observation: Observation) -> Any:
    try:
        return json.loads(observation.body)
    except (ValueError, RecursionError):
        return None
