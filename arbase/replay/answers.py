"""Answers made comparable: what differs from run to run is left out, the rest must be equal."""

from __future__ import annotations

import json
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.replay.clock import steady
from arbase.replay.interface import Observation

Path = tuple[str | int, ...]
# Of the headers only those that change what a client does.
COMPARED = ("content-type", "location")


def failed(stimulus: Stimulus, observation: Observation) -> bool:
    """The stimulus did not get its answer: a crash, a server error or, for a command, a bad exit status."""
    if stimulus.kind == "command":
        return observation.crashed or observation.status != 0
    return observation.crashed or observation.status is None


def refused(observation: Observation) -> bool:
    """The application blamed the client."""
    return observation.status is not None and 400 <= observation.status < 500 and not observation.crashed


def unstable(one: Observation, other: Observation) -> frozenset[Path]:
    """The places of the body at which two runs of the same code differ."""
    headers, others = dict(one.headers), dict(other.headers)
    moving = {("header", name) for name in COMPARED if headers.get(name) != others.get(name)}
    return frozenset([*_differences(_parsed(one), _parsed(other), ()), *moving])


def same_answer(one: Observation, other: Observation, ignore: frozenset[Path]) -> str:
    """Why the answers differ, in a few words; empty if they are the same."""
    if one.status != other.status:
        return f"status {one.status} became {other.status}"
    if one.crashed != other.crashed:
        return "it crashes now" if other.crashed else "it no longer crashes"
    headers, others = dict(one.headers), dict(other.headers)
    for name in COMPARED:
        if headers.get(name) != others.get(name) and ("header", name) not in ignore:
            return f"header {name} {headers.get(name)!r} became {others.get(name)!r}"
    left, right = _parsed(one), _parsed(other)
    for path in _differences(left, right, ()):
        if not any(path[: len(known)] == known for known in ignore):
            where = "".join(f"[{part!r}]" for part in path)
            return f"body{where} {_short(_at(left, path))} became {_short(_at(right, path))}"
    return ""


def filled(one: Observation, other: Observation) -> frozenset[Path]:
    """The places of the body that were null in one answer and hold something in the other."""
    left, right = _parsed(one), _parsed(other)
    return frozenset(path for path in _differences(left, right, ()) if path and _at(left, path) is None)


def behaviour(observation: Observation, ignore: frozenset[Path]) -> str:
    """An answer as a text that is equal for equal behaviour; the wording of a refusal does not count."""
    if observation.crashed:
        return "crash"
    if refused(observation):
        return f"refused {observation.status}"
    return json.dumps([observation.status, _masked(_parsed(observation), ignore, ())], sort_keys=True, default=str)


def _parsed(observation: Observation) -> Any:
    try:
        return steady(json.loads(observation.body))
    except (ValueError, RecursionError):
        return steady(observation.body)


def _differences(one: Any, other: Any, path: Path) -> list[Path]:
    if isinstance(one, dict) and isinstance(other, dict):
        found: list[Path] = [(*path, key) for key in one.keys() ^ other.keys()]
        for key in one.keys() & other.keys():
            found.extend(_differences(one[key], other[key], (*path, key)))
        return sorted(found, key=str)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [place for index, pair in enumerate(zip(one, other, strict=True))
                for place in _differences(*pair, (*path, index))]  # fmt: skip
    # NaN is not equal to itself, but it is the same answer.
    same = one == other and type(one) is type(other)
    return [] if same or (one != one and other != other) else [path]  # noqa: PLR0124 -- the test for NaN


def _masked(value: Any, ignore: frozenset[Path], path: Path) -> Any:
    if path in ignore:
        return "..."
    if isinstance(value, dict):
        return {key: _masked(item, ignore, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked(item, ignore, (*path, index)) for index, item in enumerate(value)]
    return value


def _at(value: Any, path: Path) -> Any:
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return "(absent)"
    return value


def _short(value: Any) -> str:
    return repr(value)[:60]
