"""The JSON of one request, for the other pages that write under the same path."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from arbase.domain.diagnosis import Stimulus
from arbase.verify.gates.interface import GateCase
from arbase.verify.mutations import json_of, path_of, with_json
from arbase.workspace.routes import PLACES, pattern_of, routes_of

EACH = 3
USUAL = ("1", "2", "3")
_FIELD = re.compile(r"body:\$\.(\w+)\Z")
_WRITES = frozenset(("POST", "PUT", "PATCH"))


def sent_beside(case: GateCase) -> Iterator[Stimulus]:
    """The whole of what was sent, and of it what the crash depends on, to each other page that writes.

    `PATCH /orders/1` with what `POST /orders` was sent; numbers and names of things as the visible tests send them.
    """
    trigger = case.lab.trigger
    sent = json_of(trigger)
    if trigger.kind != "request" or not isinstance(sent, dict) or not sent:
        return
    path = path_of(trigger)
    every = dict.fromkeys(
        one for code in case.repository.codes.values() for node in code.nodes for one in routes_of(node)
    )
    keys = [found[1] for name in case.diagnosis.client_inputs if (found := _FIELD.match(name))]
    alone = {key: sent[key] for key in keys if key in sent}
    bodies = [one for one in (alone, sent) if one]
    for _, own in (one for one in every if one[0] == trigger.method):
        found = re.search(rf"{pattern_of(own)}$", path)
        if found is None:
            continue
        for method, other in every:
            beside = method in _WRITES and (method, other) != (trigger.method, own) and _head(other) == _head(own)
            for target in _targets(case, other) if beside else ():
                for body in bodies:
                    whole = f"{path[: found.start()]}{target}"
                    yield with_json(trigger, body).model_copy(update={"method": method, "target": whole})


def _head(route: str) -> str:
    return route.strip("/").partition("/")[0]


def _targets(case: GateCase, route: str) -> list[str]:
    """The route with values that the visible tests send there, and with small numbers."""
    count = len(PLACES.findall(route))
    shape = re.compile(rf"{pattern_of(route, '([^/]+)')}$")
    seen = [found.groups() for one in case.lab.recorded if (found := shape.search(path_of(one)))]
    plain = [(number,) * count for number in USUAL]
    rows = list(dict.fromkeys(itertools.chain(plain, seen)))[:EACH] if count else [()]
    return ["".join(itertools.chain(*itertools.zip_longest(PLACES.split(route), row, fillvalue=""))) for row in rows]
