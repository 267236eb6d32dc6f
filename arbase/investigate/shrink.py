"""The smallest request that still crashes the same way.

Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002), in rounds: starting
the application costs far more than a request, so each round tries many requests in one process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from arbase.investigate.requests import PAIRS, Address, Parts, addresses, alike, changed, leaves, value_at, without

ROUNDS = 5
LONG = 24
# A cursor, a token or a signature: half of it is another value, and no longer one that the service gave out.
_OPAQUE = re.compile(r"[\w+/=.~%-]+")
_SIGNS = 8
Oracle = Callable[[Sequence[Parts]], Sequence[bool]]


def shrink(
    parts: Parts, crashes: Oracle, droppable: Iterable[Address] | None = None, served: Sequence[Parts] = ()
) -> Parts:
    """Leave out and shorten what `crashes` does not need. `droppable` is what is known to be needless by itself.

    What each request of `served` has stays: they are requests to the same route that were answered, so what they all
    have is likely required. Without it the crash may still happen, since it comes first, but the mended service would
    refuse the request, and the test of a refused request says little.
    """
    known = list(droppable) if droppable is not None else None
    for _ in range(ROUNDS):
        every = [one for one in addresses(parts) if not is_always_sent(one, parts, served)]
        if known is None:
            answers = crashes([without(parts, [one]) for one in every])
            known = [one for one, crashed in zip(every, answers, strict=True) if crashed]
        if not known:
            break
        smaller = _leave_out(parts, _outermost(known), crashes)
        if smaller is None:
            break
        parts, known = smaller, None
    return _shorten(parts, crashes)


def is_always_sent(address: Address, parts: Parts, served: Sequence[Parts]) -> bool:
    """Whether every request of `served` has this named input; false without any."""
    kind, rest = address[0], address[1:]
    if not served:
        return False
    if kind == "query":
        name = parts.query[int(rest[0])][0]
        return all(name in dict(other.query) for other in served)
    if kind != "body" or not all(alike(other, parts) for other in served):
        return False
    if parts.kind == "raw":
        return True
    if parts.kind in PAIRS:
        return all(parts.body[int(rest[0])][0] in [one[0] for one in other.body] for other in served)
    if not isinstance(rest[-1], str):
        return False
    holders = [holder for other in served for holder in _at(other.body, rest[:-1])]
    return bool(holders) and all(isinstance(holder, dict) and rest[-1] in holder for holder in holders)


def _at(value: Any, steps: Address) -> list[Any]:
    """What is at the end of a path, with every element for an index: items of a list are all of one shape."""
    if not steps:
        return [value]
    if isinstance(steps[0], int):
        inner = value if isinstance(value, list) else []
    else:
        inner = [value[steps[0]]] if isinstance(value, dict) and steps[0] in value else []
    return [found for one in inner for found in _at(one, steps[1:])]


def _leave_out(parts: Parts, needless: Sequence[Address], crashes: Oracle) -> Parts | None:
    """Leave out as much as possible at once of what is needless one by one: all, either half, or a growing row."""
    half = (len(needless) + 1) // 2
    choices = [needless, needless[:half], needless[half:]]
    choices += [needless[:count] for count in range(1, len(needless))]
    choices = [choice for choice in choices if choice]
    tried = [without(parts, choice) for choice in choices]
    answers = crashes(tried)
    working = [(len(choice), one) for choice, one, crashed in zip(choices, tried, answers, strict=True) if crashed]
    return max(working, key=lambda pair: pair[0])[1] if working else None


def _shorten(parts: Parts, crashes: Oracle) -> Parts:
    """Cut long strings; short ones are kept as they are, for a reader recognises them, and so are tokens."""
    wide = [one for one in leaves(parts) if _can_be_cut(value_at(parts, one))]
    tried = []
    for address in wide:
        value = value_at(parts, address)
        tried += [changed(parts, address, value[:length]) for length in (1, LONG // 2, len(value) // 2)]
    if not tried:
        return parts
    answers = list(crashes(tried))
    shorter = parts
    for row, address in enumerate(wide):
        for one, crashed in zip(tried[3 * row : 3 * row + 3], answers[3 * row : 3 * row + 3], strict=True):
            if crashed:
                shorter = changed(shorter, address, value_at(one, address))
                break
    return shorter if shorter is not parts and crashes([shorter])[0] else parts


def _can_be_cut(value: Any) -> bool:
    if not isinstance(value, str) or len(value) <= LONG:
        return False
    return _OPAQUE.fullmatch(value) is None or len(set(value)) < _SIGNS


def _outermost(found: Sequence[Address]) -> list[Address]:
    """Without addresses that lie within another one."""
    return [one for one in found if not any(one != other and one[: len(other)] == other for other in found)]
