"""Whether the value that a crash complains of came with the request at all."""

from __future__ import annotations

import ast
import base64
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_plus, unquote_to_bytes

from arbase.domain.diagnosis import Stimulus

QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
PLAIN = re.compile(r"[\W_]+")
# What a message calls the value after a name of ours: Django's fields, pydantic's input.
GOT = re.compile(r"\b(?:but got|got|input_value=|received)\s*('(?:[^'\\]|\\.)*')")
# As random bytes look in base64: letters of both cases and digits.
ENCODED = re.compile(rb"(?=\S*[a-z])(?=\S*[A-Z])(?=\S*[0-9])[A-Za-z0-9+/_-]{12,}={0,2}")
WORD = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
# A day and a time of day, in any order of the day's parts, with neither an offset nor a Z behind.
BARE = re.compile(
    r"(?<!\d)(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})[T ](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.0+)?"
    r"(?![\d:.])(?!\s?(?:Z|[+-]?\d\d:?\d\d))"
)
SHOWN = re.compile(r"datetime\.datetime\(([\d, ]+)\)")
ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")


def complained_of(exception: str, message: str) -> str | int | float | None:
    """The key that was missing, or the text that could not be read; None where the message shows neither."""
    name = exception.rpartition(".")[2]
    shown: str | None = None
    if name == "KeyError":
        shown = message.strip()
    elif name in ("ValueError", "LookupError"):
        got, found = GOT.search(message), QUOTED.search(message)
        shown = got[1] if got else found[0] if found else None
    try:
        value = ast.literal_eval(shown) if shown else None
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def came_with(value: str | float, stimulus: Stimulus) -> bool:
    """The request, or one before it, holds the value, whatever its case, its escapes and the marks between letters.

    What one of its words says in base64 is held as well: credentials, cursors, the payload of a token.
    """
    whole = isinstance(value, float) and value.is_integer()
    wanted = _plain(str(int(value) if whole else value))
    return not wanted or any(wanted in _plain(text) for text in _texts(stimulus))


def came_without_zone(shown: str, stimulus: Stimulus) -> bool:
    """The moments that Python shows hold one that the request has too, as a day and a time of day without an offset."""
    sent = {_numbers(found) for text in _texts(stimulus) for found in BARE.findall(text)}
    return any(_numbers(found.split(",")) in sent for found in SHOWN.findall(shown))


def holds_no_text(stimulus: Stimulus) -> bool:
    """Some of the request's bytes cannot be read as UTF-8: its body, its target, or what one of its words encodes."""
    body = base64.b64decode(stimulus.body) if stimulus.body else b""
    path = unquote_to_bytes(stimulus.target).replace(b"/", b" ")  # it would join words to what looks like base64
    raw = [body, path, *(value.encode(errors="surrogateescape") for _, value in stimulus.headers)]
    words = [word for text in raw for word in ENCODED.findall(text)]
    return any(not _is_text(one) for one in (*raw, *map(_decoded, words))) or any(map(holds_no_text, stimulus.before))


def _numbers(parts: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in parts if part.strip("0 ")))


def _decoded(word: bytes) -> bytes:
    """What a word means if it is base64 (RFC 4648, either alphabet); itself if not."""
    padded = word.rstrip(b"=") + b"=" * (-len(word.rstrip(b"=")) % 4)
    try:
        return base64.b64decode(padded.translate(bytes.maketrans(b"-_", b"+/")), validate=True)
    except ValueError:
        return word


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _texts(stimulus: Stimulus) -> Iterator[str]:
    yield unquote_plus(stimulus.target)
    yield from _encoded(unquote_plus(stimulus.target))
    for name, value in stimulus.headers:
        yield f"{name}: {value}"
        yield unquote_plus(value)
        yield from _encoded(unquote_plus(value))
    body = base64.b64decode(stimulus.body).decode("utf-8", "replace") if stimulus.body else ""
    yield body
    yield unquote_plus(body)
    yield from _encoded(unquote_plus(body))
    if ESCAPED.search(body):
        yield ESCAPED.sub(lambda found: str(json.loads(f'"{found[0]}"')), body)
    yield from (text for _, text in stimulus.files)
    yield from stimulus.command
    for earlier in stimulus.before:
        yield from _texts(earlier)


def _encoded(text: str) -> Iterator[str]:
    """What words of a text mean if they are base64 of something that people can read."""
    for word in WORD.findall(text):
        meant = _decoded(word.encode())
        said = meant.decode() if meant != word.encode() and _is_text(meant) else ""
        if said.isprintable() and said:
            yield said


def _plain(text: str) -> str:
    return PLAIN.sub("", text).casefold()
