"""What identifies a frame in fingerprint version 1. Immutable: a change is a new file.

A frame is known by its module, function and source line. Line numbers move with every deploy and never count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from arbase.domain.event import Frame

_NESTED = re.compile(r"(?:(?P<outer>.+)\.<locals>\.)?<(?:listcomp|genexpr|dictcomp|setcomp|lambda)>")
_SCRIPTS = ("__main__", "__mp_main__")
_GENERATED = re.compile(r"\$\$\w+|\$\d+|\bat 0x[0-9a-fA-F]+|(?<=[_.-])[0-9a-f]{8,64}(?=[_.-]|$)")
_ASYNC = re.compile(r"^(?:async |new |Object\.|Module\.|Promise\.)+")
_INSTALLED = re.compile(r"^.*[/\\](?:site-packages|dist-packages|node_modules)[/\\]")
_RELEASE = re.compile(r"(?<=/)(?:releases?/)?(?:v?\d[\w.-]{3,40}|[0-9a-f]{7,64})(?=/)")
_ORIGIN = re.compile(r"^[a-z+]{2,20}:/{2,3}[^/]{0,253}/")
_COMMENT = re.compile(r"""((?:[^#'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*?)\s*#.*""")
_SPACES = re.compile(r"\s*([()\[\]{},:=+*/%<>|&^~@-])\s*")
_TRAILING_COMMA = re.compile(r",(?=[)\]}])")
_LONGEST_LINE = 200
_PATH_PARTS = 3


class FrameKey(NamedTuple):
    """A frame without what changes from deploy to deploy."""

    module: str
    function: str
    line: str

    def __str__(self) -> str:
        place = f"{self.module}.{self.function}" if self.function else self.module
        return f"{place}: {self.line}" if self.line else place


def frame_key(frame: Frame, outer: Sequence[Frame] = ()) -> FrameKey:
    """The key of `frame`; `outer` are the frames around it, outermost first."""
    return FrameKey(_module(frame), _function(frame, outer), source_line(frame.source_line or ""))


def source_line(line: str) -> str:
    """A line of source without what a formatter or a comment changes; a minified line says nothing."""
    if len(line) > _LONGEST_LINE:
        return ""
    found = _COMMENT.fullmatch(line)
    line = found[1] if found else line
    return _TRAILING_COMMA.sub("", _SPACES.sub(r"\1", line.replace("'", '"').strip())).rstrip(";,")


def _module(frame: Frame) -> str:
    """The module, or the end of the path: a script is `__main__` when run and has its name when imported."""
    if frame.module and frame.module not in _SCRIPTS:
        return _GENERATED.sub("", frame.module)
    path = _ORIGIN.sub("/", frame.path or frame.absolute_path or "").replace("\\", "/").partition("?")[0]
    path = _RELEASE.sub("*", _INSTALLED.sub("", path))
    if frame.module:
        return path.rpartition("/")[2].removesuffix(".py")
    if path.endswith(".py") and not path.startswith("/"):
        return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return _GENERATED.sub("*", "/".join(path.split("/")[-_PATH_PARTS:]))


def _function(frame: Frame, outer: Sequence[Frame]) -> str:
    """The function; for a comprehension or lambda the one around it, since newer interpreters have no frame for it."""
    name = frame.function or ""
    rest = list(outer)
    while found := _NESTED.fullmatch(name):
        while rest and (rest[-1].module, rest[-1].path) != (frame.module, frame.path):
            rest.pop()
        if not found["outer"] and not rest:
            break
        name = found["outer"] or rest.pop().function or ""
    name = name.replace(".<locals>", "")
    name = _GENERATED.sub("", _ASYNC.sub("", name))
    return "" if name in ("?", "<anonymous>", "<unknown>", "anonymous") else name
