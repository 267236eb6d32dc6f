"""Gate 5, continued: what crashed by one route does not crash any longer by the others that take the same value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import short_name
from arbase.verify.mutations import added_to_query, json_of, same_shape, with_json

MOST = 8
_WRITES = ("POST", "PUT", "PATCH")


class OtherRoutesGate(Gate):
    """`POST /offers` refuses a price that is no number now, and `PATCH /offers/3` still crashes for it.

    Requests of other routes that the unpatched code serves, and that run the crashed function or bring a field of the
    same name, are sent with the very value on which the crash depends. Only a crash at the same statement counts.
    """

    name = "other routes"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where another route still crashes with the same value."""
        stimuli = tuple(dict.fromkeys(_sent(case)))[:MOST]
        if not stimuli:
            return self.passes("no other route takes what the crash depends on")
        before, after = case.lab.try_out(({}, case.overlay), stimuli)
        for stimulus, old, new in zip(stimuli, before, after, strict=True):
            alike = (
                case.lab.is_spec(old) and old.raised is not None and old.raised.trace[-1].line in case.lab.crash_lines
            )
            if not alike or not answers.failed(stimulus, new) or new.raised is None or old.raised is None:
                continue
            if short_name(new.raised.exception) == short_name(old.raised.exception):
                where = f"{stimulus.method} {stimulus.target[:80]}"
                return self.refuses(f"{where} still crashes for the same value: {new.raised.message[:80]}")
        return self.passes(f"{len(stimuli)} requests of other routes do not crash for the same value")


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
