"""A command that fails now as evidence: what it printed becomes an event.

Read are the last plain traceback (a script, unittest), and pytest's reports in long and short style. The output is the
repository's, so it is as untrusted as an event.
"""

from __future__ import annotations

import re
import shlex
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from arbase.domain.event import Event, Frame, RaisedException
from arbase.intake.stacktrace import is_in_app
from arbase.intake.untrusted import clean, cut

OUTPUT = 400_000
MOST_FRAMES = 100
_MESSAGE = 8192
_START = "Traceback (most recent call last):"
_FRAME = re.compile(r'^\s*File "([^"\n]{1,500})", line (\d{1,7})(?:, in (.{1,200}))?$')
_ERROR = re.compile(r"^([A-Za-z_][\w.]{0,200})(?:: (.*))?$")
_PLACE = re.compile(
    r"^((?:[A-Za-z]:)?[^\s:][^:\n]{0,400}\.pyw?):(\d{1,7}): (?:in (.{1,200})|([A-Za-z_][\w.]{0,200}))?$"
)
_NEXT_PLACE = re.compile(r"^((?:[A-Za-z]:)?[^\s:][^:\n]{0,400}\.pyw?):(\d{1,7}):\s*$")
_TITLE = re.compile(r"^(?:_{3,} .{1,300} _{3,}|=+ .{1,300} =+)$")
_SUMMARY = re.compile(
    r"^(?:FAILED|ERROR) (\S[^:]{0,400}\.pyw?)(?:::\S+)?(?: - (?:([A-Za-z_][\w.]{0,200})(?:: )?)?(.*))?$"
)


class _Found(NamedTuple):
    """An exception as it was printed: type, message, and (path, line, function) of its frames, outermost first."""

    type: str
    message: str
    frames: tuple[tuple[str, int, str], ...]


def event_of_failure(
    command: Sequence[str], output: bytes, exit_status: int, *, service: str, root: str, timed_out: bool = False
) -> Event:
    """The event of a command that failed in the folder `root`; without a traceback it is a plain message."""
    now = datetime.now(UTC)
    text = clean(output[-OUTPUT:].decode("utf-8", "replace")).replace("\r\n", "\n")
    found = exception_in(text)
    shown = cut(shlex.join(command), 300)
    how = "did not end in time" if timed_out else f"ended with exit status {exit_status}"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = f", the last that it said: {cut(lines[-1], 300)}" if lines else ""
    return Event(
        id=uuid.uuid4().hex,
        service=service,
        received_at=now,
        occurred_at=now,
        platform="python",
        message="" if found else f"The command `{shown}` {how}{said}",
        exceptions=(_raised(found, root),) if found else (),
        extra={"exit status": exit_status, "timed out": timed_out},
        command=tuple(command),
    )


def exception_in(text: str) -> _Found | None:
    """The exception that the output tells of: the last traceback, else the last failure that pytest reported."""
    plain, reported = _traceback(text), _pytest(text)
    if plain is None or reported is None:
        return plain or reported or _summary(text)
    # pytest shows what a test captured, tracebacks of handled errors among it, behind the failure itself.
    return reported


def _traceback(text: str) -> _Found | None:
    _, mark, tail = text.rpartition(_START)
    if not mark:
        return None
    frames: list[tuple[str, int, str]] = []
    lines = tail.splitlines()[1:]
    for number, line in enumerate(lines):
        frame = _FRAME.match(line)
        if frame:
            frames.append((frame[1], int(frame[2]), frame[3] or "<module>"))
        elif frames and line and not line[0].isspace():
            error = _ERROR.match(line)
            if error is None:
                return None
            rest = _until_blank(lines[number + 1 :])
            return _Found(error[1], "\n".join([error[2] or "", *rest]).strip(), tuple(frames[-MOST_FRAMES:]))
    return None


def _until_blank(lines: list[str]) -> list[str]:
    """The further lines of a message."""
    found: list[str] = []
    for line in lines[:20]:
        if not line.strip() or line.startswith(("-" * 10, "=" * 10)):
            break
        found.append(line)
    return found


def _pytest(text: str) -> _Found | None:
    """The last failure that pytest reported: `path:line: ...` are its frames, lines with `E` its message."""
    best: _Found | None = None
    frames: list[tuple[str, int, str]] = []
    said: list[str] = []
    for line in text.splitlines():
        place, following = _PLACE.match(line), _NEXT_PLACE.match(line)
        if _TITLE.match(line):
            best, frames, said = _told(frames, said, "") or best, [], []
        elif place is not None:
            frames.append((place[1], int(place[2]), place[3] or ""))
            if place[4]:  # `path:line: KeyError` ends a report in long style
                best, frames, said = _told(frames, said, place[4]) or best, [], []
        elif following is not None:
            frames.append((following[1], int(following[2]), ""))
        elif line.startswith("E  "):
            said.append(line[1:].strip())
    return _told(frames, said, "") or best


def _told(frames: list[tuple[str, int, str]], said: list[str], name: str) -> _Found | None:
    if not frames or not said:
        return None
    error = _ERROR.match(said[0])
    if said[0].startswith("assert ") or (error is None and name == "AssertionError"):
        return _Found("AssertionError", "\n".join(said), tuple(frames[-MOST_FRAMES:]))
    if error is None and not name:
        return None
    kind = name or (error[1] if error else "")
    message = "\n".join([(error[2] or "") if error else said[0], *said[1:]]).strip()
    return _Found(kind, message, tuple(frames[-MOST_FRAMES:]))


def _summary(text: str) -> _Found | None:
    """pytest's short summary, all that is left where tracebacks are switched off."""
    for line in reversed(text.splitlines()):
        found = _SUMMARY.match(line)
        if found:
            kind, message = found[2] or "AssertionError", found[3] or ""
            if kind == "assert":
                kind, message = "AssertionError", f"assert {message}"
            return _Found(kind, message, ((found[1], 1, ""),))
    return None


def _raised(found: _Found, root: str) -> RaisedException:
    name = found.type
    return RaisedException(
        type=name.rpartition(".")[2],
        module=name.rpartition(".")[0] or None,
        message=cut(found.message, _MESSAGE),
        frames=tuple(_frame(path, line, function, root) for path, line, function in found.frames),
    )


def _frame(path: str, line: int, function: str, root: str) -> Frame:
    pure = PurePosixPath(path)
    inside = pure.is_relative_to(root)
    relative = pure.relative_to(root).as_posix() if inside else path
    return Frame(
        function=function or None,
        path=relative,
        absolute_path=path if pure.is_absolute() else None,
        line=line,
        in_app=inside or (not pure.is_absolute() and is_in_app(path, "", "python")),
    )
