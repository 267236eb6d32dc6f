"""Ordinary and unusual requests of a service, for finding and judging procedural bugs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from arbase.evaluation.dataset.schedule import seeded
from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger, SeededService
from arbase.evaluation.seeded.fill import Filler
from arbase.evaluation.seeded.noise import read_noise, read_workload

AT = 1_789_380_000.0  # 2026-09-14 10:00 UTC, a Monday
Trigger = RequestTrigger | CommandTrigger
Values = Mapping[str, Sequence[Any]]
_ODD: tuple[Any, ...] = (None, "", 0, -1, "x", [])


def traffic_of(service: SeededService, most: int) -> tuple[RequestTrigger, ...]:
    """At most `most` different requests: the workload, what bugs and noise ask, and variations of all of them."""
    workload = read_workload(service)
    rng = seeded("traffic", service.folder.name)
    plain: list[tuple[Values, Trigger]] = [({}, one) for one in workload.requests]
    plain += [({}, case.bug.trigger) for case in service.cases]
    for family in read_noise(service):
        if not (family.noise.faults or family.noise.env):
            plain += [(family.noise.values, one) for one in family.noise.occurrences]
    found: dict[str, RequestTrigger] = {}
    filled = []
    for values, one in plain:
        made = Filler(rng, AT, (values, workload.values)).trigger(one)
        if isinstance(made, RequestTrigger):
            filled.append(made)
    varied = [variant for one in filled for variant in variants(one)]
    rng.shuffle(varied)
    for request in [*filled, *varied]:
        found.setdefault(json.dumps(request.stimulus.model_dump(mode="json"), sort_keys=True), request)
    return tuple(found.values())[:most]


def variants(request: RequestTrigger) -> Iterator[RequestTrigger]:
    """The request with one input left out, or set to an odd value."""
    path, _, query = request.path.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    for place, (name, _) in enumerate(pairs):
        rest = [*pairs[:place], *pairs[place + 1 :]]
        yield request.model_copy(update={"path": path + (f"?{urlencode(rest)}" if rest else "")})
        for odd in ("", "0", "-1", "x"):
            yield request.model_copy(update={"path": f"{path}?{urlencode([*rest, (name, odd)])}"})
    if isinstance(request.payload, dict):
        for name in request.payload:
            rest_of = {key: value for key, value in request.payload.items() if key != name}
            yield request.model_copy(update={"payload": rest_of})
            for odd_value in _ODD:
                yield request.model_copy(update={"payload": {**rest_of, name: odd_value}})
    words = path.split("/")
    for place, word in enumerate(words):
        if word.isdigit():
            yield request.model_copy(update={"path": "/".join([*words[:place], "999999", *words[place + 1 :]])})
