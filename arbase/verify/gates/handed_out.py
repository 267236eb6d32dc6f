"""Gate 2, continued: what the service itself hands out is not refused when a client sends it back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.mutations import with_query
from arbase.workspace.stripped import STRIPS

MOST_GIVEN = 4
LONGEST = 400
# So long is a text that no answer holds by chance, and so many pages of other sizes are asked for it.
TELLING = 8
LARGEST = 13
_SIZES = frozenset(("limit", "size", "per_page", "page_size", "pagesize", "count"))
_NAME = re.compile(r"[a-z]+", re.IGNORECASE)
# Where a list goes on: what an answer calls `next` comes back as `after`.
_GOES_ON = frozenset(("next", "after", "cursor", "continuation", "continue", "bookmark", "marker", "token", "page"))


class HandedOutGate(Gate):
    """A cursor of our own answers crashed as the trigger did: whoever sends it back does as it was told."""

    name = "handed out"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a 4xx for a parameter that the service's own answers gave out, where that crashed before."""
        after = case.lab.after(case.overlay)[0]
        if not answers.refused(after) or case.restored:
            return self.passes("nothing that the service hands out is refused")
        if place := _cut_off(case):
            return self.refuses(f"status {after.status} refuses what lacks its padding, which {place} cuts off")
        for name in parameters_of(case):
            if where := _found_again(case, name):
                return self.refuses(f"status {after.status} refuses a `{name}` that GET {where} gives")
            sent = [
                (value, with_query(case.lab.trigger, name, value)) for value in list(given_out(case, name))[:MOST_GIVEN]
            ]
            stimuli = tuple(stimulus for _, stimulus in sent)
            if not stimuli:
                continue
            before, patched = case.lab.try_out(({}, case.overlay), stimuli)
            for (value, stimulus), old, new in zip(sent, before, patched, strict=True):
                if answers.failed(stimulus, old) and answers.refused(new):
                    return self.refuses(
                        f"status {new.status} refuses {value[:40]!r} as `{name}`, which the service's own answers give"
                    )
        return self.passes("what the service hands out is taken back")


def _found_again(case: GateCase, name: str) -> str:
    """The request for a page of the same list whose answer holds the very value; empty if there is none."""
    value = dict(parse_qsl(case.lab.trigger.target.partition("?")[2])).get(name, "")
    stimuli = _pages(case, name) if len(value) >= TELLING else ()
    (seen,) = case.lab.try_out(({},), stimuli) if stimuli else ((),)
    found = (one.target for one, answer in zip(stimuli, seen, strict=True) if value in answer.body)
    return next(found, "")


def _pages(case: GateCase, name: str) -> tuple[Stimulus, ...]:
    """The list of the trigger without this parameter, in pages of several sizes."""
    path, _, query = case.lab.trigger.target.partition("?")
    if case.lab.trigger.method != "GET":
        return ()
    rest = [(key, one) for key, one in parse_qsl(query) if key != name and key not in _SIZES]
    asked = [parse_qsl(one.target.partition("?")[2]) for one in case.lab.known if one.target.startswith(f"{path}?")]
    sizes = sorted({key for one in asked for key, _ in one} & _SIZES)
    queries = [urlencode(rest), *(urlencode([*rest, (key, n)]) for key in sizes for n in range(1, LARGEST))]
    return tuple(case.lab.trigger.model_copy(update={"target": f"{path}?{one}" if one else path}) for one in queries)


def given_by_pages(case: GateCase, name: str) -> list[str]:
    """Values under this name that smaller pages of the same list give."""
    stimuli = _pages(case, name)
    (seen,) = case.lab.try_out(({},), stimuli) if stimuli else ((),)
    return list(dict.fromkeys(value for one in seen if not one.crashed for value in _values(one.body, name)))


def _cut_off(case: GateCase) -> str:
    """Where the file that decodes strips the padding of what it encodes, if the crash is about lacking padding."""
    path = case.crash.location.path
    code = case.repository.codes.get(path)
    if code is None or case.crash.message != "Incorrect padding":
        return ""
    for line, text in enumerate(code.source.splitlines(), start=1):
        if STRIPS.search(text):
            return f"{path}:{line}"
    return ""


def sent_back(case: GateCase) -> tuple[Stimulus, ...]:
    """The trigger with what the service's answers hand out in the place of what it crashed for."""
    if case.lab.trigger.kind != "request":
        return ()
    given = {name: [*given_by_pages(case, name)[:MOST_GIVEN], *given_out(case, name)] for name in parameters_of(case)}
    values = [(name, value) for name, some in given.items() for value in list(dict.fromkeys(some))[: 2 * MOST_GIVEN]]
    return tuple(with_query(case.lab.trigger, name, value) for name, value in values)


def parameters_of(case: GateCase) -> list[str]:
    """Names of the query on which the crash depends."""
    found = [name.partition(":")[2] for name in case.diagnosis.client_inputs if name.startswith("query:")]
    return [name for name in dict.fromkeys(found) if name]


def given_out(case: GateCase, name: str) -> Iterator[str]:
    """Values that answers hold under this name, `next_cursor` for `cursor`, or in an address that they give.

    The value that crashed comes first, if an answer holds it.
    """
    sent = dict(parse_qsl(case.lab.trigger.target.partition("?")[2])).get(name)
    seen = dict.fromkeys(value for trial in case.lab.passing for value in _values(trial.before.body, name))
    yield from sorted(seen, key=lambda value: value != sent)


def _values(answer: str, name: str) -> Iterator[str]:
    words = set(map(str.lower, _NAME.findall(name)))
    try:
        body = json.loads(answer)
    except ValueError:
        return
    for key, value in _members(body):
        called = set(map(str.lower, _NAME.findall(key)))
        told = [value]
        if not (words <= called or (words <= _GOES_ON and called & _GOES_ON)):
            told = [part for own, part in parse_qsl(urlsplit(value).query) if own == name] if "?" in value else []
        yield from (one for one in told if 0 < len(one) <= LONGEST)


def _members(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Every text in an answer with the name that it goes by."""
    if depth > 4:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield key, inner
            else:
                yield from _members(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:20]:
            yield from _members(inner, depth + 1)
