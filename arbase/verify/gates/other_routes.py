"""Gate 5, continued: what crashed by one route does not crash any longer by the others that take the same value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import short_name
from arbase.verify.mutations import added_to_query, json_of, same_shape, with_json
from arbase.verify.sent_beside import sent_beside

MOST = 8
MOST_BESIDE = 12
_WRITES = ("POST", "PUT", "PATCH")


class OtherRoutesGate(Gate):
    """`POST /offers` refuses a price that is no number now, and `PATCH /offers/3` still crashes for it.

    Requests of other routes that the unpatched code serves, and that run the crashed function or bring a field of the
    same name, are sent with the very value on which the crash depends. Where the patch refuses JSON, that goes to the
    other pages that write under the same path as well. Only the same crash counts: exception, message and statement.
    """

    name = "other routes"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where another route still crashes with the same value."""
        beside = sent_beside(case) if answers.refused(case.lab.after(case.overlay)[0]) else iter(())
        stimuli = (*tuple(dict.fromkeys(_sent(case)))[:MOST], *tuple(dict.fromkeys(beside))[:MOST_BESIDE])
        if not stimuli:
            return self.passes("no other route takes what the crash depends on")
        before, after = case.lab.try_out(({}, case.overlay), stimuli)
        for stimulus, old, new in zip(stimuli, before, after, strict=True):
            if _is_same(case, old) and answers.failed(stimulus, new) and _said(new) == _said(old):
                where = f"{stimulus.method} {stimulus.target[:80]}"
                return self.refuses(f"{where} still crashes for the same value: {_said(new)[:100]}")
        return self.passes(f"{len(stimuli)} requests of other routes do not crash for the same value")


def _is_same(case: GateCase, seen: Observation) -> bool:
    """It crashed as the trigger did, at the same statement."""
    raised = seen.raised
    there = raised is not None and raised.trace and raised.trace[-1].line in case.lab.crash_lines
    return bool(there) and case.lab.is_spec(seen) and _said(seen) == _said(case.lab.start.before)


def _said(seen: Observation) -> str:
    return f"{short_name(seen.raised.exception)}: {seen.raised.message}" if seen.raised is not None else ""


def _sent(case: GateCase) -> Iterator[Stimulus]:
    """Requests of other routes with each value on which the crash depends."""
    trigger = case.lab.trigger
    given = dict(_given(case)) if trigger.kind == "request" else {}
    served = [one for one in case.lab.passing if one.mutation is None and not same_shape(one.stimulus, trigger)]
    for trial in served if given else ():
        reached = case.lab.reached(trial.before)
        body = json_of(trial.stimulus)
        asked = dict(parse_qsl(trial.stimulus.target.partition("?")[2], keep_blank_values=True))
        for name, value in given.items():
            if isinstance(body, dict) and trial.stimulus.method in _WRITES and (reached or name in body):
                yield with_json(trial.stimulus, {**body, name: value})
            elif trial.stimulus.method == "GET" and isinstance(value, str) and (reached or name in asked):
                yield added_to_query(trial.stimulus, name, value)


def _given(case: GateCase) -> Iterator[tuple[str, Any]]:
    """Name and value of each field of body or query on which the crash was shown to depend."""
    body = json_of(case.lab.trigger)
    asked = dict(parse_qsl(case.lab.trigger.target.partition("?")[2], keep_blank_values=True))
    for told in case.diagnosis.client_inputs:
        kind, _, name = told.partition(":")
        key = name.removeprefix("$.")
        if kind == "body" and isinstance(body, dict) and key in body:
            yield key, body[key]
        elif kind == "query" and name in asked:
            yield name, asked[name]
