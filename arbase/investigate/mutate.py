"""Other requests for the same route: what else could a client have sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from arbase.investigate.requests import (
    DECLARED,
    PAIRS,
    Address,
    Parts,
    addresses,
    changed,
    fields,
    value_at,
    without,
)
from arbase.replay.charset import without_charset

MOST = 60
T = TypeVar("T")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?\Z")


class Mutation:
    """A changed request. `address` is the input that differs, `dropped` whether it was left out."""

    def __init__(self, parts: Parts, address: Address, *, dropped: bool) -> None:
        self.parts = parts
        self.address = address
        self.dropped = dropped


def mutations(parts: Parts, others: Sequence[Parts] = (), *, path: Sequence[int] = ()) -> list[Mutation]:
    """One input changed at a time: values that other requests of the route have first, then neighbours, then left out.

    `others` are requests of the same route, `path` the positions of the path that are parameters.
    """
    rows: list[list[Mutation]] = []
    positions = [("path", index) for index in path]
    for address in (*positions, *addresses(parts)):
        value = value_at(parts, address)
        fresh = [other for other in _seen(address, parts, others) if other != value]
        values = [one for one in _unique([*fresh[:4], *_neighbours(value)]) if one != value]
        rows.append([Mutation(changed(parts, address, one), address, dropped=False) for one in values])
    rows += [[Mutation(without(parts, [one]), one, dropped=True)] for one in addresses(parts)]
    rows += [_whole(parts, others), _added(parts, others), _without_charset(parts)]
    return in_turn(rows)[:MOST]


def _whole(parts: Parts, others: Sequence[Parts]) -> list[Mutation]:
    """An object in the place of a body that is none: the first of a list, what other requests send."""
    if parts.kind != "json" or isinstance(parts.body, dict):
        return []
    first = parts.body[:1] if isinstance(parts.body, list) else []
    bodies = [*first, *(other.body for other in others[:2] if other.kind == "json")]
    objects = [body for body in bodies if isinstance(body, dict)]
    return [Mutation(changed(parts, ("body",), body), ("body",), dropped=False) for body in objects]


def _without_charset(parts: Parts) -> list[Mutation]:
    """The content type stays, but not the charset that it names: a client may name one that nobody knows."""
    given = dict(parts.headers).get(DECLARED, "")
    bare = without_charset(given)
    address: Address = ("header", DECLARED)
    return [Mutation(changed(parts, address, bare), address, dropped=False)] if bare != given else []


def _added(parts: Parts, others: Sequence[Parts]) -> list[Mutation]:
    """Members that other requests of the route have and this one has not."""
    found: dict[Address, list[Mutation]] = {}
    for other in others:
        for name, value in other.query:
            if name not in [known for known, _ in parts.query]:
                address: Address = ("query", len(parts.query))
                wider = replace(parts, query=(*parts.query, (name, value)))
                found.setdefault(("query", name), []).append(Mutation(wider, address, dropped=False))
        if parts.kind == "form":
            for name, value in fields(other):
                if name not in [known for known, _ in parts.body]:
                    wider = replace(parts, body=[*parts.body, (name, value)])
                    found.setdefault(("body", name), []).append(
                        Mutation(wider, ("body", len(parts.body)), dropped=False)
                    )
        if parts.kind == other.kind == "json" and isinstance(parts.body, dict) and isinstance(other.body, dict):
            for name in other.body.keys() - parts.body.keys():
                wider = replace(parts, body={**parts.body, name: other.body[name]})
                found.setdefault(("body", name), []).append(Mutation(wider, ("body", name), dropped=False))
    return [mutation for row in found.values() for mutation in row[:3]]


def _seen(address: Address, parts: Parts, others: Sequence[Parts]) -> Iterator[Any]:
    """What other requests have for the same input."""
    for other in others:
        if address[0] == "query":
            name = parts.query[int(address[1])][0]
            yield from [value for key, value in other.query if key == name]
        elif address[0] == "body" and parts.kind in PAIRS:
            name = parts.body[int(address[1])][0]
            yield from [value for key, value in fields(other) if key == name]
        elif other.kind == parts.kind or address[0] != "body":
            try:
                found = value_at(other, address)
            except (LookupError, TypeError, StopIteration):
                continue
            yield found


def _neighbours(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, 1, 2, 0, 10, -1, value * 2)
    elif isinstance(value, float):
        yield from (value + 1.0, 1.0, 0.0, 10.5, -1.0)
    elif isinstance(value, str) and _NUMBER.match(value):
        number = float(value)
        for other in (number + 1, 1, 2, 0, 10):
            yield str(int(other)) if other == int(other) else str(other)
    elif isinstance(value, str):
        yield from ("a", value.lower(), value.upper(), value + "x", "")
    elif value is None:
        yield from (1, "a", True)
    elif isinstance(value, list):
        yield from ([], value[: len(value) // 2]) if value else ([1], ["a"])
    elif isinstance(value, dict):
        yield {} if value else {"a": 1}


def _unique(values: Sequence[Any]) -> Iterator[Any]:
    seen = set()
    for value in values:
        key = json.dumps(value, sort_keys=True, default=str)
        if key not in seen:
            seen.add(key)
            yield value


def in_turn(rows: Sequence[Sequence[T]]) -> list[T]:
    """The first of each row, then the second of each, so that a limit cuts all inputs alike."""
    longest = max((len(row) for row in rows), default=0)
    return [row[turn] for turn in range(longest) for row in rows if turn < len(row)]
