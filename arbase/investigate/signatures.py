"""Requests that a service takes only with the right signature, where the event tells the signature only as redacted.

The replay works it out: it sends the request with any, and again with what the service compared that with. A token that
is signed itself holds what a variable of the event had: its payload is put into one of the visible tests' tokens.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event
from arbase.investigate.bodies import as_it_was, has_cut
from arbase.investigate.credentials import lost_headers, replaced, values_of_tests, with_scheme
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.replay.interface import Observation, Recorded

REFUSED = (400, 401, 403)
BASES = 3
MOST = 24
MOST_PAYLOADS = 16
LONGEST = 20_000
# In the place of a signature: digits that are hexadecimal and base64 too, as many as SHA-256 gives.
DUMMY = "5ea1ab1e" * 8
_FORMS = ("{}", "sha256={}", "v1={}")
_SEGMENT = re.compile(r"[A-Za-z0-9_-]{8,}")
_VALUE = re.compile(r"[\x20-\x7e]{1,1000}\Z")


def worked_out(
    laboratory: Laboratory, requests: Sequence[Rebuilt], recorded: Sequence[Recorded], event: Event
) -> list[Rebuilt]:
    """The refused ones among `requests` with the headers that the service asks for; empty where it compares none."""
    bases = [one for one in requests if lost_headers(one)][:BASES]
    refused = [one for one, seen in zip(bases, laboratory.at_head(_stimuli(bases)), strict=True) if _is_refused(seen)]
    made = [two for one in refused for two in with_dummies(one, recorded, event)][:MOST]
    found: dict[Stimulus, Rebuilt] = {}
    for one, seen in zip(made, laboratory.at_head(_stimuli(made)), strict=True):
        if seen.signed and not _is_refused(seen):
            stimulus = settled(one.stimulus, [seen])
            names = [name for name, value in stimulus.headers if (name, value) not in one.stimulus.headers]
            notes = [f"the redacted header {name} has what the service itself compared it with" for name in names]
            rest = tuple(name for name in one.secrets if name not in names)
            again = Rebuilt(stimulus=stimulus, notes=(*one.notes, *notes), secrets=rest)
            found.setdefault(stimulus, again)
    return list(found.values())


def with_dummies(rebuilt: Rebuilt, recorded: Sequence[Recorded], event: Event) -> list[Rebuilt]:
    """The request with values of the visible tests in its redacted headers, which have the right form, then others."""
    hidden = lost_headers(rebuilt)
    if not hidden:
        return []
    target = rebuilt.stimulus.target.partition("?")[0]
    near = sorted(recorded, key=lambda one: one.stimulus.target.partition("?")[0] != target)
    plain = {name: with_scheme(name, old, DUMMY) for name, old in hidden.items()}
    known = [{**plain, **values} for values in values_of_tests(tuple(hidden), near)]
    bare = [{name: with_scheme(name, old, form.format(DUMMY)) for name, old in hidden.items()} for form in _FORMS]
    payloads = list(_payloads(event))
    tokens = [
        ({**values, name: token}, (f"the payload of the token in {name} is what the variable {variable} held",))
        for values in known
        for name, value in values.items()
        for token, variable in _tokens(value, payloads)
    ]
    found: dict[Stimulus, Rebuilt] = {}
    for values, notes in (*tokens, *((one, ()) for one in (*known, *bare))):
        stimulus = _signed(rebuilt.stimulus, values)
        again = Rebuilt(stimulus=stimulus, notes=(*rebuilt.notes, *notes), secrets=tuple(hidden))
        found.setdefault(stimulus, again)
    return list(found.values())


def settled(stimulus: Stimulus, observations: Sequence[Observation]) -> Stimulus:
    """`stimulus` with the signed headers as they were sent, if that was the same each time."""
    told = {one.signed for one in observations}
    if len(told) != 1:
        return stimulus
    names = {name for name, _ in stimulus.signed}
    values = {name: value for name, value in told.pop() if name in names and _VALUE.match(value)}
    return _signed(stimulus, values) if values else stimulus


def _signed(stimulus: Stimulus, values: Mapping[str, str]) -> Stimulus:
    names = {*values, *(name for name, _ in stimulus.signed)}
    again = replaced(stimulus, values)
    return again.model_copy(update={"signed": tuple(pair for pair in again.headers if pair[0] in names)})


def _tokens(value: str, payloads: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """`value` with other payloads, and the variable that each is from, where a segment of it is JSON in base64."""
    for segment in dict.fromkeys(_SEGMENT.findall(value)):
        old = payload_of(segment)
        for variable, payload in payloads if old else ():
            if len(old.keys() & payload.keys()) * 2 >= len(old) and payload != old:
                text = json.dumps(payload, separators=(",", ":")).encode()
                yield value.replace(segment, base64.urlsafe_b64encode(text).decode("ascii").rstrip("=")), variable


def payload_of(segment: str) -> dict[str, Any]:
    """The mapping that a segment of a token holds; empty for any other segment."""
    try:
        found = json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _payloads(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mappings that variables of the frames held, the innermost first, and the variables' names."""
    frames = [frame for raised in event.exceptions[-1:] for frame in raised.in_app_frames]
    held = [(name, as_it_was(value)) for frame in reversed(frames) for name, value in frame.variables.items()]
    mappings = [(name, value) for name, value in held if isinstance(value, dict) and value and not has_cut(value)]
    for name, value in mappings[:MOST_PAYLOADS]:
        text = json.dumps(value)
        if len(text) <= LONGEST and not REDACTED.search(text):
            yield name, value


def _stimuli(requests: Sequence[Rebuilt]) -> list[Stimulus]:
    return [one.stimulus for one in requests]


def _is_refused(observation: Observation) -> bool:
    return observation.status in REFUSED and not observation.crashed
