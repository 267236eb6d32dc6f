"""Calls into code that may do anything."""

from __future__ import annotations

import json
import os
from typing import Any, Callable

BODY_BYTES = 64 * 1024


def caught(function: Callable[..., Any], *arguments: Any) -> tuple[Any, BaseException | None]:
    """The result of the call and None, or None and what it raised, whatever that was."""
    try:
        return function(*arguments), None
    except BaseException as error:  # noqa: BLE001 - the repository's code may raise anything, SystemExit included
        return None, error


def text_of(error: BaseException, limit: int = 2000) -> str:
    """`str(error)`, bounded, even if the class lies about it."""
    text, failure = caught(str, error)
    if failure is not None or not isinstance(text, str):
        return "<message unavailable>"
    return text[:limit]


def send(descriptor: int, message: dict[str, Any]) -> None:
    """Write one JSON line to a pipe, whole."""
    line = json.dumps(message, default=str, ensure_ascii=True).encode("ascii") + b"\n"
    while line:
        written = os.write(descriptor, line)
        line = line[written:]


def readable(content: bytes, root: str) -> str:
    """The first bytes of an answer as text, without the scratch folder's absolute path."""
    return without_root(content[:BODY_BYTES].decode("utf-8", "backslashreplace"), root)


def without_root(text: str, root: str) -> str:
    """`text` with paths under `root` made relative to it."""
    return text.replace(root + os.sep, "").replace(root, ".")
