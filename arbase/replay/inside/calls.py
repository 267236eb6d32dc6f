"""Calls of the functions under repair that the tests make, changed ones beside them, and what they come to."""

from __future__ import annotations

import copy
import hashlib
import re
import sys
from itertools import islice
from types import FrameType, GeneratorType
from typing import Any, Callable, Iterator

from .guard import caught
from .target import Target
from .trial import within

MOST_CALLS = 24
MOST_CHANGED = 120
CALL_SECONDS = 0.05
LONGEST = 4000
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")


class Recorder:
    """Records the arguments of calls that come from tests, not from the code under repair itself."""

    def __init__(self, targets: list[Target], is_code: Callable[[str], bool]) -> None:
        self._codes = {function.__code__: target for target in targets for function in target.functions}
        self._is_code = is_code
        self.calls: list[tuple[Any, dict[str, Any]]] = []
        self._seen: set[str] = set()

    def during(self, run: Callable[[], Any], seconds: float) -> None:
        """Run something and record the calls in it."""
        sys.setprofile(self._called)
        try:
            within(seconds, run)
        finally:
            sys.setprofile(None)

    def _called(self, frame: FrameType, event: str, argument: Any) -> None:
        if event != "call" or frame.f_code not in self._codes or len(self.calls) >= MOST_CALLS:
            return
        back = frame.f_back
        if back is not None and self._is_code(back.f_code.co_filename):
            return
        code = frame.f_code
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        if code.co_flags & 0x0C or any(name not in frame.f_locals for name in names):
            return
        values, failure = caught(copy.deepcopy, {name: frame.f_locals[name] for name in names})
        shown, _ = caught(repr, values)
        if failure is None and str(shown) not in self._seen:
            self._seen.add(str(shown))
            function = next(one for one in self._codes[code].functions if one.__code__ is code)
            self.calls.append((function, values))


def with_changed(calls: list[tuple[Any, dict[str, Any]]]) -> list[tuple[Any, dict[str, Any]]]:
    """The calls, and calls with one argument changed a little, or equal to another one."""
    found, seen = list(calls), set()
    for function, values in calls:
        for name in values:
            alike = [one for other, one in values.items() if other != name and type(one) is type(values[name])]
            alike += [one[::-1] for one in alike[:1] if isinstance(one, (list, tuple, str))]
            for changed in [*alike[:3], *islice(changes(values[name]), 12)]:
                key = repr((name, {**values, name: changed}))[:LONGEST]
                if key not in seen and len(found) < MOST_CALLS + MOST_CHANGED:
                    seen.add(key)
                    found.append((function, {**values, name: changed}))
    return found


def changes(value: Any) -> Iterator[Any]:
    """Values of the same type that lie near."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, value + 2, 2 * value, value // 2)
    elif isinstance(value, float):
        yield from (value + 1.0, value / 2, value + 0.25)
    elif isinstance(value, str):
        yield from (value[1:], value[:-1], value + value[:1], value[::-1], value + value, value.upper(), "")
    elif type(value) in (list, tuple):
        yield from map(type(value), _sequences(list(value)))
    elif isinstance(value, (set, frozenset)):
        yield from (type(value)(value - {one}) for one in islice(sorted_of(list(value)), 2))
    elif type(value) is dict:
        yield from _mappings(value)
    elif type(getattr(value, "__dict__", None)) is dict and not callable(value):
        yield from _objects(value)


def _sequences(plain: list[Any]) -> Iterator[list[Any]]:
    yield from (plain[1:], plain[:-1], plain + plain[:1], plain[::-1], plain[len(plain) // 2 :], sorted_of(plain))
    for index in range(min(len(plain), 3)):
        for one in islice(changes(plain[index]), 2):
            yield [*plain[:index], one, *plain[index + 1 :]]


def _mappings(value: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    for key in islice(list(value), 2):
        yield {other: entry for other, entry in value.items() if other != key}
        for one in islice(changes(value[key]), 2):
            yield {**value, key: one}


def _objects(value: Any) -> Iterator[Any]:
    """The object with one of its attributes changed; what it refers to is left out rather than followed."""
    for name, known in list(vars(value).items())[:8]:
        plain = known is None or isinstance(known, (bool, int, float, str, list, tuple, set, dict))
        for one in islice(changes(known), 3) if plain else [None]:
            made, failure = caught(copy.copy, value)
            if failure is None:
                vars(made)[name] = one
                yield made


def sorted_of(values: list[Any]) -> list[Any]:
    """Sorted where that is possible."""
    found, failure = caught(sorted, values)
    return found if failure is None else values


def outcome(function: Any, values: dict[str, Any]) -> str:
    """What a call comes to: a digest of its result and of what it did to its arguments; `!` for an exception."""
    own, failure = caught(copy.deepcopy, values)
    if failure is not None:
        return "?"

    def call() -> str:
        result = function(**own)
        if isinstance(result, GeneratorType):
            result = list(islice(result, 200))
        return repr((result, own))

    text, failure = within(CALL_SECONDS, call)
    if failure is not None:
        return "!" + type(failure).__name__
    plain = _ADDRESS.sub("0x", text[:LONGEST])
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=5).hexdigest()
