"""Exceptions and their frames as Sentry's SDKs report them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

from arbase.domain.event import Frame, Mechanism, RaisedException
from arbase.intake.untrusted import (
    DATA,
    NAME,
    boolean,
    cut,
    entries,
    mapping,
    number,
    optional,
    text,
    tree,
)

MAX_EXCEPTIONS = 32
MAX_OUTERMOST = 30
MAX_INNERMOST = 70
DETAILED = 8
"""Foreign frames further out than this keep their place and line but not their surroundings and locals."""

_MESSAGE = 8192
_PATH = 512
_LINE = 512
_AROUND = 10

_FOREIGN_PATH = re.compile(
    r"(?:^|[/\\])(?:site-packages|dist-packages|node_modules|vendor/bundle|gems|\.cargo)[/\\]"
    r"|[/\\]lib(?:64)?[/\\]python\d(?:\.\d+)?[/\\](?!.*[/\\]src[/\\])"
    r"|^<frozen |^node:|^internal/|^webpack/|(?:^|/)runtime/(?:asm|panic|proc)",
    re.IGNORECASE,
)
_FOREIGN_MODULE = re.compile(r"(?:javax?|jdk|sun|com\.sun|kotlin|scala|System|Microsoft)\.")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:[/\\]")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


def exceptions_of(payload: Mapping[str, Any]) -> tuple[RaisedException, ...]:
    """The exception chain, the root cause first.

    `exception` is `{"values": [..]}`, a list or a single object. A crashed thread's stack trace, or the event's own,
    stands in where the exception that was raised last has none.
    """
    reported = payload.get("exception", payload.get("sentry.interfaces.Exception"))
    if isinstance(reported, dict) and "values" not in reported:
        values = [reported]
    else:
        values = [value for value in entries(reported) if isinstance(value, dict)]
    if len(values) > MAX_EXCEPTIONS:
        values = values[: MAX_EXCEPTIONS // 2] + values[-MAX_EXCEPTIONS // 2 :]
    platform = text(payload.get("platform"))
    found = [_exception(value, platform) for value in values if value.get("type") or value.get("value")]
    if found and not found[-1].frames:
        found[-1] = found[-1].model_copy(update={"frames": _frames(_stack_beside(payload), platform)})
    return tuple(found)


def _stack_beside(payload: Mapping[str, Any]) -> Any:
    threads = [thread for thread in entries(payload.get("threads")) if isinstance(thread, dict)]
    for mark in ("crashed", "current"):
        for thread in threads:
            if thread.get(mark) is True and thread.get("stacktrace"):
                return thread["stacktrace"]
    return payload.get("stacktrace", payload.get("sentry.interfaces.Stacktrace"))


def _exception(value: Mapping[str, Any], platform: str) -> RaisedException:
    return RaisedException(
        type=text(value.get("type")).strip() or "Error",
        message=text(value.get("value"), _MESSAGE),
        module=optional(value.get("module")),
        mechanism=_mechanism(value.get("mechanism")),
        frames=_frames(value.get("stacktrace") or value.get("raw_stacktrace"), platform),
    )


def _mechanism(value: object) -> Mechanism | None:
    if not isinstance(value, dict):
        return None
    return Mechanism(
        type=optional(value.get("type")),
        handled=boolean(value.get("handled")),
        exception_id=number(value.get("exception_id")),
        parent_id=number(value.get("parent_id")),
        is_exception_group=value.get("is_exception_group") is True,
    )


def _frames(stack: object, platform: str) -> tuple[Frame, ...]:
    """The outermost and the innermost frames; a recursion's middle is left out."""
    values = [frame for frame in _listed(mapping(stack).get("frames")) if isinstance(frame, dict)]
    if len(values) > MAX_OUTERMOST + MAX_INNERMOST:
        values = values[:MAX_OUTERMOST] + values[-MAX_INNERMOST:]
    last = len(values) - DETAILED
    return tuple(_frame(value, platform, inner=index >= last) for index, value in enumerate(values))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _frame(value: Mapping[str, Any], platform: str, *, inner: bool) -> Frame:
    path = optional(value.get("filename"), _PATH)
    absolute = optional(value.get("abs_path"), _PATH)
    module = optional(value.get("module"))
    in_app = boolean(value.get("in_app"))
    if in_app is None:
        in_app = is_in_app(absolute or path or "", module or "", platform)
    line = value.get("context_line")
    detailed = in_app or inner
    variables = value.get("vars") if detailed else None
    return Frame(
        module=module,
        function=optional(value.get("function")),
        path=path,
        absolute_path=absolute,
        line=number(value.get("lineno")),
        source_line=None if line is None else text(line, _LINE),
        before=_lines(value.get("pre_context"), last=True) if detailed else (),
        after=_lines(value.get("post_context"), last=False) if detailed else (),
        in_app=in_app,
        variables=tree(_named(variables), DATA),
    )


def _named(variables: object) -> dict[str, Any]:
    """Locals are an object; PHP and others send a list."""
    if isinstance(variables, list):
        return {str(index): entry for index, entry in enumerate(variables[: DATA.items])}
    return dict(mapping(variables))


def _lines(value: object, *, last: bool) -> tuple[str, ...]:
    lines = _listed(value)
    return tuple(text(line, _LINE) for line in (lines[-_AROUND:] if last else lines[:_AROUND]))


def is_in_app(path: str, module: str, platform: str) -> bool:
    """Whether a frame is the service's own code, where the SDK did not say so: not installed, not built in.

    `path` is absolute where that is known.
    """
    if _FOREIGN_PATH.search(path) or _FOREIGN_MODULE.match(module):
        return False
    if platform != "python":
        return path not in ("<anonymous>", "native")
    if path.startswith("<"):
        return module == "__main__"
    # A service may have a module named like one of the standard library; then an absolute path tells them apart.
    top = _IDENTIFIER.match(module or path)
    return bool(_ABSOLUTE.match(path)) or top is None or top[0] not in sys.stdlib_module_names


def place_of(frame: Frame) -> str:
    """A frame in words: `path in function`."""
    where = frame.path or frame.module or frame.absolute_path or ""
    return cut(f"{where} in {frame.function}" if frame.function else where, NAME)
