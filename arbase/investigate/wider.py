"""What a client may have sent where the event does not say it: the last search before a crash counts as not reproduced.

An event loses values (redacted, cut, a body that nobody read), and its own data is not in a fresh copy of the service.
So requests of the same route are tried with one input changed at a time: what is hidden first, by something of its
kind, then with what the message and the variables of the crash tell, then with values at which programs break.
Whatever crashes as the event did will do.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event
from arbase.investigate.mutate import in_turn
from arbase.investigate.requests import (
    PAIRS,
    Address,
    Parts,
    addresses,
    changed,
    leaves,
    parts_of,
    same_route,
    stimulus_of,
    value_at,
    without,
)
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.replay.interface import Recorded

MOST = 480
BASES = 6
HINTS = 16
LONGEST = 200
_MARK = re.compile(r"\[(?:redacted:([\w-]{1,40})|filtered|redacted|scrubbed)\]|\*{4,}", re.IGNORECASE)
QUOTED = re.compile(r"'([^']{1,200})'|\"([^\"]{1,200})\"|: ([^:'\"]{1,80})\Z")
# Texts at which parsing, formatting, encoding and looking up break; the first ones break most.
TEXTS = (
    "", "abc", " ", "a-b", "a b", "ä", "日本", "0", "-1", "1.5", "1,5", "1e400", "nan", "null", "a,b", "a:b", "a/b",
    "a.b", "'", '"', "%", "{x}", "$a", "\\", "+1", "2024-02-30", "2024-01-31", "2024-01-31T10:00:00",
    "2024-01-31T10:00:00Z", "2024-01-31T10:00:00+02:00", "x" * 300, "\n", "99999999999999999999",
)  # fmt: skip
NUMBERS: tuple[Any, ...] = (0, -1, 1, 2, 10**9, 10**20, 0.5, None, "abc", "", True, [])
LISTS: tuple[Any, ...] = ([], None, "abc", {}, [None])
MAPPINGS: tuple[Any, ...] = ({}, None, [], "abc")
NOTHING: tuple[Any, ...] = ("abc", 1, 0, "", [], {}, True)


OTHER_TYPES: tuple[Any, ...] = (None, 1, [], {}, True, 2024.5)
# Values of the kind that a redaction names; none of them is anybody's.
STAND_INS = {
    "card": ("4111111111111111", "4111-1111-1111-1111", "4111 1111 1111 1111", "378282246310005", "5555555555554444"),
    "email": ("ada@example.org", "Ada.Lovelace+news@EXAMPLE.org", "ada@localhost", "ädä@example.org"),
    "password": ("correct horse battery", "pässwörd", "a" * 100, "a"),
    "token": ("abc", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "a.b.c"),
    "authorization": ("Bearer abc", "Basic YTpi"),
}


def wider(furthest: Rebuilt, event: Event, recorded: Sequence[Recorded], parameters: dict[int, str]) -> list[Rebuilt]:
    """Requests of the event's route with one input changed, the likeliest first, at most `MOST`.

    `furthest` is the event's request in the form that came furthest into the code, `parameters` the positions of its
    path that are parameters.
    """
    own = parts_of(furthest.stimulus)
    of_tests = [parts_of(one.stimulus) for one in sorted(recorded, key=lambda one: not 200 <= one.status < 300)]
    others = [one for one in of_tests if same_route(own, one, parameters)]
    told = list(dict.fromkeys(values_told(event)))[:HINTS]
    bases = [_filled(own, others), *others[:BASES]]
    rows = [list(_changes(base, own if base is bases[0] else base, others, told, parameters)) for base in bases]
    found: dict[Stimulus, str] = {}
    for stimulus in map(stimulus_of, [*bases, *in_turn(rows)]):
        if stimulus != furthest.stimulus and len(found) < MOST:
            found.setdefault(stimulus, "")
    note = "the request was found by trying others of its route: the event does not hold all of it"
    notes = (*furthest.notes, note)
    return [Rebuilt(stimulus=one, notes=notes, secrets=furthest.secrets) for one in found]


def _filled(own: Parts, others: Sequence[Parts]) -> Parts:
    """The event's request with what was hidden taken from another request of the route."""
    filled = own
    for address in _hidden(own):
        of_its_kind = next(_stand_ins(value_at(own, address)), "abc")
        known = next((value for other in others for value in _same_input(address, own, other)), of_its_kind)
        filled = changed(filled, address, known)
    return filled


def _changes(
    base: Parts, seen: Parts, others: Sequence[Parts], hints: Sequence[Any], parameters: dict[int, str]
) -> Iterator[Parts]:
    """One input changed at a time; each hidden one with all values, the others in turn."""
    hidden = _hidden(seen)
    for address in hidden:
        for value in (*_stand_ins(value_at(seen, address)), *_values(value_at(base, address), hints)):
            yield changed(base, address, value)
    rows: list[list[Parts]] = []
    fixed = [one for one in leaves(base) if one[0] == "path" and one[1] not in parameters]
    for address in dict.fromkeys([*leaves(base), *addresses(base)]):
        if address in fixed or address in hidden or address[0] in ("header", "cookie"):
            continue
        value = value_at(base, address)
        told = [one for other in others for one in _same_input(address, base, other) if one != value]
        typed = OTHER_TYPES if base.kind == "json" and address[0] == "body" and isinstance(value, str) else ()
        row = [changed(base, address, one) for one in [*told[:4], *typed, *_values(value, hints)] if one != value]
        if address[0] != "path":
            row.insert(2, without(base, [address]))
        rows.append(row)
    yield from in_turn(rows)


def _stand_ins(told: Any) -> Iterator[str]:
    """The text around what was removed, with something of its kind in its place."""
    text = str(told)
    mark = _MARK.search(text)
    if mark:
        for one in STAND_INS.get((mark[1] or "").lower(), ("abc",)):
            yield text.replace(mark[0], one)


def _values(value: Any, hints: Sequence[Any]) -> Iterator[Any]:
    if isinstance(value, bool):
        yield from (not value, None, "abc")
    elif isinstance(value, int | float):
        yield from (one for one in hints if isinstance(one, int | float))
        yield from NUMBERS
    elif isinstance(value, str):
        yield from (str(one) for one in hints)
        yield from _respelt(value)
        yield from TEXTS
    elif isinstance(value, list):
        yield from (one for one in ([*value, *value], value[:1]) if value)
        yield from LISTS
    else:
        yield from MAPPINGS if isinstance(value, dict) else NOTHING


def _respelt(value: str) -> Iterator[str]:
    """The same text as another person or program writes it."""
    if not value or len(value) > LONGEST:
        return
    half = (len(value) + 1) // 2
    yield from (value.upper(), value.lower(), f" {value} ", f"{value[:half]}-{value[half:]}")
    yield from (f"{value[:half]} {value[half:]}", value[:half], value + value, value + "ä")
    if value.isdecimal():
        yield from (str(int(value) + 1), f"-{value}", f"{value}.5", "-".join(_fours(value)), " ".join(_fours(value)))


def _fours(digits: str) -> list[str]:
    """Long numbers are written in groups."""
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


def _hidden(parts: Parts) -> list[Address]:
    """Inputs of query and body whose values were redacted."""
    places = [one for one in leaves(parts) if one[0] in ("query", "body", "path")]
    return [one for one in places if REDACTED.search(str(value_at(parts, one)))]


def _same_input(address: Address, own: Parts, other: Parts) -> Iterator[Any]:
    """What another request of the route has for the input of that name."""
    if address[0] == "query":
        name = own.query[int(address[1])][0]
        yield from (value for key, value in other.query if key == name)
        return
    if address[0] == "body" and own.kind == other.kind and own.kind in PAIRS:
        name = own.body[int(address[1])][0]
        yield from (value for key, value, *_ in other.body if key == name)
        return
    if address[0] == "body" and own.kind != other.kind:
        return
    try:
        yield value_at(other, address)
    except (LookupError, TypeError, StopIteration):
        return


def values_told(event: Event) -> Iterator[Any]:
    """Values that the message of the crash quotes, then those that its frames held, innermost first."""
    for raised in reversed(event.exceptions):
        for groups in QUOTED.findall(raised.message[:2000]):
            yield from (text for text in groups if text and not REDACTED.search(text))
    for raised in reversed(event.exceptions):
        for frame in reversed(raised.in_app_frames[-3:]):
            yield from islice(_scalars(list(frame.variables.values()), 3), HINTS)


def _scalars(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        for one in inner if depth else ():
            yield from _scalars(one, depth - 1)
        return
    if isinstance(value, str):
        if value.startswith("<") or REDACTED.search(value) or len(value) > LONGEST:
            return
        with contextlib.suppress(ValueError, SyntaxError, RecursionError, MemoryError):
            value = ast.literal_eval(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
        yield value
