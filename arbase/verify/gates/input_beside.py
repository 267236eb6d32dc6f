"""Gate 5, continued: what one page refuses now still breaks the page beside it, which reads the same input."""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import short_name
from arbase.verify.mutations import path_of
from arbase.workspace.routes import PLACES, pattern_of, routes_of

MOST = 12
EACH = 3
USUAL = ("1", "2", "3")
_FIELD = re.compile(r"body:\$\.(\w+)\Z")
_WRITES = frozenset(("POST", "PUT", "PATCH"))


class InputBesideGate(Gate):
    """`POST /orders` refuses a price that is no number, and `PATCH /orders/1` still fails of it in the same function.

    Asked where the patch refuses the JSON that was sent: it goes to the other pages that write under the same path.
    Only a page that fails before as the trigger did says anything: with the same exception and message, in the same
    function.
    """

    name = "input beside"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where another page takes the same input and fails of it as before."""
        trigger = case.lab.trigger
        sent = _object(trigger)
        if case.restored or not sent or not answers.refused(case.lab.after(case.overlay)[0]):
            return self.passes("not asked: no JSON of a client is refused now")
        stimuli = tuple(dict.fromkeys(_beside(case, sent)))[:MOST]
        if not stimuli:
            return self.passes("no other page takes such input")
        said = case.lab.start.before.raised
        before, after = case.lab.try_out(({}, case.overlay), stimuli)
        for stimulus, was, now in zip(stimuli, before, after, strict=True):
            if now.raised is None or said is None or was.raised is None:
                continue
            same = {was.raised.message, now.raised.message} == {said.message}
            if same and case.lab.is_spec(was) and case.lab.is_spec(now):
                told = f"{short_name(now.raised.exception)}: {now.raised.message[:80]}"
                return self.refuses(f"{stimulus.method} {stimulus.target} takes the same input and still fails: {told}")
        return self.passes(f"{len(stimuli)} requests with the same input to other pages do not fail for the same")


def _object(stimulus: Stimulus) -> dict[str, Any]:
    try:
        found = json.loads(base64.b64decode(stimulus.body)) if stimulus.kind == "request" and stimulus.body else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _beside(case: GateCase, sent: dict[str, Any]) -> Iterator[Stimulus]:
    """The whole of what was sent, and of it what the crash depends on, to each other page that writes."""
    trigger = case.lab.trigger
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
                    text = base64.b64encode(json.dumps(body).encode()).decode()
                    whole = f"{path[: found.start()]}{target}"
                    yield trigger.model_copy(update={"method": method, "target": whole, "body": text})


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
