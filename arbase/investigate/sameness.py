"""When two crashes are the same: exception type, crashed function and normalised message."""

from __future__ import annotations

import ast
import contextlib
import re
from collections import Counter
from dataclasses import dataclass

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.event import Event, RaisedException
from arbase.domain.normalise import normalise_message
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised

# SDKs cut long values; the cut end of a message says nothing.
_COMPARED = 400
ENDLESS = "RecursionError"
# What SQLAlchemy says before the message of the driver, and SDKs instead of it.
_REMARK = "raised as a result of"
# What it says behind the statement: values, in whatever order they came.
_PARAMETERS = "[parameters: "
# Python has two messages for too many and too few values to unpack; of pairs for a mapping only the number tells.
_PAIRS = re.compile(r"sequence element #\d+ has length (\d+); 2 is required")


@dataclass(frozen=True)
class Signature:
    """What an event says of its crash. `function` is the last part of the name, empty where no frame is ours.

    `cycle` are the functions that its frames show more than once.
    """

    exception: str
    function: str
    path: str
    message: str
    group_members: tuple[str, ...] = ()
    cycle: frozenset[str] = frozenset()


def signature_of(event: Event) -> Signature | None:
    """The signature of the exception that was raised last, or None for an event without one."""
    raised = event.raised
    if raised is None:
        return None
    members: tuple[str, ...] = ()
    if raised.mechanism is not None and raised.mechanism.is_exception_group:
        members = tuple(one.type for one in event.exceptions if one is not raised)
    function, path = _innermost(raised, event)
    counted = Counter(_last(frame.function or "") for frame in raised.in_app_frames)
    return Signature(
        exception=raised.type.rpartition(".")[2],
        function=_last(function),
        path=path,
        message=_said(_whole(raised.message)),
        group_members=tuple(name.rpartition(".")[2] for name in members),
        cycle=frozenset(name for name, count in counted.items() if name and count > 1),
    )


def difference(signature: Signature, raised: Raised) -> str:
    """Why `raised` is another crash than the event's, as the rest of a sentence; empty if it is the same."""
    if raised.exception not in (signature.exception, *signature.group_members):
        return f"it raises {raised.exception}, the event {signature.exception}"
    if signature.group_members and raised.exception != signature.exception:
        return ""
    if raised.exception == ENDLESS:
        # Where the stack runs out is chance, and so is what the interpreter says then.
        known = {_last(place.function) for place in raised.trace}
        if signature.cycle:
            same = signature.cycle & {_last(function) for _, function in _cycle(raised)}
            return "" if same else "the recursion is another one"
        return "" if not signature.function or signature.function in known else "the recursion is another one"
    there = raised.trace[-1] if raised.trace else None
    if signature.function and there is not None and raised.innermost_in_repository:
        if _last(there.function) != signature.function:
            return f"it fails in {there.function}, the event in {signature.function}"
        if signature.path and not _same_file(signature.path, there.path):
            return f"it fails in {there.path}, the event in {signature.path}"
    message = _said(raised.message)
    if not _alike(message, signature.message):
        return f"its message is {message[:120]!r}, the event's {signature.message[:120]!r}"
    return ""


def same_crash(one: Raised, other: Raised) -> bool:
    """Whether two observed crashes are the same one, down to the failing expression."""
    if one.exception == other.exception == ENDLESS:
        return bool(_cycle(one) & _cycle(other))
    if one.exception != other.exception or _said(one.message) != _said(other.message):
        return False
    return _place(one) == _place(other)


def crash_of(raised: Raised) -> CrashSpec:
    """The crash spec of an observed crash."""
    if raised.exception == ENDLESS:
        # Where the stack ran out says nothing: the crash is in the function that calls itself.
        cycle = _cycle(raised)
        on_it = [index for index, place in enumerate(raised.trace) if (place.path, place.function) in cycle]
        # Its last call may have got no further than its head, or a test that is no part of what comes round.
        counted = Counter((place.path, place.line) for place in raised.trace)
        coming = [index for index in on_it if counted[raised.trace[index].path, raised.trace[index].line] > 1]
        last = max(coming or on_it, default=0)
        raised = raised.model_copy(
            update={"trace": raised.trace[: last + 1], "column": None, "end_line": None, "end_column": None}
        )
    return CrashSpec(
        exception=raised.exception,
        message=raised.message,
        chain=raised.chain,
        location=raised.trace[-1] if raised.trace else CodeLocation(path="", line=0),
        trace=raised.trace,
        column=raised.column,
        end_line=raised.end_line,
        end_column=raised.end_column,
        variables=raised.variables,
    )


def still_crashes(observation: Observation, crash: Raised) -> bool:
    """Whether a stimulus met the same crash."""
    return observation.raised is not None and not observation.error and same_crash(observation.raised, crash)


def _whole(message: str) -> str:
    """SQLAlchemy's `detail`, a list of remarks that SDKs take for the message, as the exception prints it."""
    if message.startswith("[") and message.endswith("]"):
        with contextlib.suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            remarks = ast.literal_eval(message)
            return str(remarks[0]) if isinstance(remarks, list) and remarks else message
    return message


def _said(message: str) -> str:
    """The message without its values, also those of SQL, in which too many parts are not the same as too few."""
    pairs = _PAIRS.search(message)
    head, mark, _ = message.partition(_PARAMETERS)
    message = head if mark and "[SQL: " in head else message
    return normalise_message(message) + ("" if pairs is None else ", too many" if int(pairs[1]) > 2 else ", too few")


def _innermost(raised: RaisedException, event: Event) -> tuple[str, str]:
    # Generated code (`<string>`) is nobody's function.
    frames = tuple(frame for frame in raised.in_app_frames if not (frame.path or "").startswith("<"))
    if not frames:  # a group or a wrapper raised by a library: the frames of what is inside it
        frames = next((one.in_app_frames for one in event.exceptions if one.in_app_frames), ())
        return ("", "") if not frames or raised.frames else (frames[-1].function or "", frames[-1].path or "")
    return frames[-1].function or "", frames[-1].path or ""


def _cycle(raised: Raised) -> set[tuple[str, str]]:
    """The functions that call each other without end."""
    counted = Counter((place.path, place.function) for place in raised.trace)
    return {place for place, count in counted.items() if count > 1} or set(counted)


def _place(raised: Raised) -> tuple[str, str, int, int | None]:
    if not raised.trace:
        return ("", "", 0, None)
    last = raised.trace[-1]
    return (last.path, last.function, last.line, raised.column)


def _last(function: str) -> str:
    return function.replace(".<locals>", "").rpartition(".")[2]


def _same_file(one: str, other: str) -> bool:
    left, right = one.replace("\\", "/").strip("/"), other.strip("/")
    return left == right or left.endswith("/" + right) or right.endswith("/" + left)


def _alike(one: str, other: str) -> bool:
    one, other = one.rstrip(". "), other.rstrip(". ")
    shortest = min(len(one), len(other), _COMPARED)
    if other.startswith(_REMARK) and one.removeprefix("(").startswith(other):
        return True
    return one == other or (shortest >= 200 and one[:shortest] == other[:shortest]) or other == ""
