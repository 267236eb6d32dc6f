"""What identifies one exception of a chain in fingerprint version 2. Immutable: a change is a new file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from arbase.domain.event import Frame, RaisedException
from arbase.domain.incident import FingerprintPart
from arbase.intake.fingerprint.v1_frame import FrameKey, frame_key
from arbase.intake.fingerprint.v1_message import normalise
from arbase.intake.fingerprint.v2_said import status_of

_RECURSIONS = ("RecursionError", "StackOverflowError")
_TWICE_AND_MORE = 3
_MAX_CYCLE = 8
# What a line does against itself. All other types report a situation, which depends on who asked for what.
_OWN_FAULTS = frozenset(
    "ArithmeticError AssertionError AttributeError FloatingPointError ImportError IndexError KeyError "
    "ModuleNotFoundError NameError NotImplementedError OverflowError RecursionError RuntimeError "
    "ReferenceError StopIteration SyntaxError TypeError UnboundLocalError ZeroDivisionError".split()
)
# Errors of a driver or of the operating system: one class for very different troubles, told apart by their words.
_SYSTEM = re.compile(
    r"^(?:OperationalError|InterfaceError|InternalError|DatabaseError|ProgrammingError|DataError|OSError|IOError"
    r"|EnvironmentError|SystemError)$"
)
_PUT_IN = re.compile(r"""\bf["']|\bf\"\"\"|["']\s*%|\.format\(|\{\w|\+\s*\w|\bstr\(""")
_CONSTANT = re.compile(r"""raise\s+[\w.]+\(\s*$|raise\s+[\w.]+\(\s*(?:["']|\))|raise\s+[\w.]+\s*(?:from\b.*)?$""")


def link_of(raised: RaisedException) -> tuple[FingerprintPart, ...]:
    """The parts of one exception."""
    kind = plain_type(raised)
    parts = [FingerprintPart(kind="type", value=kind, source="exception.type")]
    frames = raised.in_app_frames
    status = status_of(raised.type, raised.message)
    recursion = kind in _RECURSIONS or raised.message.startswith("Maximum call stack")
    if recursion:
        parts += [
            FingerprintPart(kind="frame", value=str(key), source="a function of the recursion")
            for key in _cycle(raised)
        ]
    if frames and len(parts) == 1:
        decided = (frames[-1].source_line or "").lstrip().startswith(("raise ", "throw ")) and not status
        parts += _place(raised, frames, situation=kind not in _OWN_FAULTS and not decided)
    if frames and _SYSTEM.match(kind):
        parts.append(_message(raised))
    if status:
        parts.append(FingerprintPart(kind="status", value=status, source="the HTTP status in the message"))
    return tuple(parts)


def _place(raised: RaisedException, frames: Sequence[Frame], *, situation: bool) -> list[FingerprintPart]:
    key = frame_key(frames[-1], frames[:-1])
    found = [FingerprintPart(kind="frame", value=str(key), source="the innermost frame of the service's own code")]
    if not key.line and not key.function:
        found.append(_message(raised))
    caller = _caller(frames) if situation else ""
    if caller:
        found.append(FingerprintPart(kind="caller", value=caller, source="the function that ran into it"))
    return found


def _caller(frames: Sequence[Frame]) -> str:
    """The nearest function around the innermost one that is another; its line says nothing."""
    inner = frame_key(frames[-1], frames[:-1])
    for place in range(len(frames) - 2, -1, -1):
        key = frame_key(frames[place], frames[:place])
        if (key.module, key.function) != (inner.module, inner.function):
            return str(key._replace(line=""))
    return ""


def turned(raised: RaisedException, later: Sequence[RaisedException]) -> bool:
    """Whether `raised` was turned into the next exception on the spot, in words that hold nothing of it.

    Then the code treats all such errors alike: "The cursor cannot be read", whatever the decoder disliked.
    """
    if not later or not raised.in_app_frames or not later[0].in_app_frames:
        return False
    inner, outer = raised.in_app_frames[-1], later[0].in_app_frames[-1]
    here, there = frame_key(inner), frame_key(outer)
    if (here.module, here.function) != (there.module, there.function):
        return False
    line = (outer.source_line or "").strip()
    whole = " ".join([line, *(text.strip() for text in outer.after[:2])]) if line.endswith("(") else line
    return _CONSTANT.match(line) is not None and _PUT_IN.search(whole) is None


def plain_type(raised: RaisedException) -> str:
    """The class without its module: the module moves when a library is rearranged."""
    return raised.type.rpartition(".")[2].strip() or raised.type


def _message(raised: RaisedException) -> FingerprintPart:
    first = raised.message.strip().partition("\n")[0]
    return FingerprintPart(kind="message", value=normalise(first), source="exception.value")


def _cycle(raised: RaisedException) -> list[FrameKey]:
    """The functions that call each other again and again; the line of the call in each says nothing."""
    frames = raised.in_app_frames
    keys = [frame_key(frame, frames[:index])._replace(line="") for index, frame in enumerate(frames)]
    return sorted(key for key, times in Counter(keys).items() if times >= _TWICE_AND_MORE)[:_MAX_CYCLE]
