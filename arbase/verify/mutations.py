"""Neighbours of a stimulus: the same request with one piece of client data changed to a boundary value or dropped."""

from __future__ import annotations

import ast
import base64
import binascii
import copy
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from arbase.domain.diagnosis import Stimulus
from arbase.replay.charset import without_charset
from arbase.workspace.parsing import parse

WORDS = ("", "0", "-1", "1", "999999999", "abc", "1.5", "NaN")
# A text that is read as a number: one that is read as well and equals nothing, not even itself.
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
NO_NUMBER = "NaN"
VALUES: tuple[Any, ...] = (None, 0, "", -1, "abc", [], 10**9, {}, 1, 0.5, True)
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?:Z|[+-]\d{2}:?\d{2})?")
ZONES = ("+00:00", "+14:00", "-12:00", "", "Z", "-05:00")
DATE = re.compile(r"(\d{4})-(\d{2})(-\d{2})?")
DEPTH = 4
FIELDS = 24
# Headers that carry a protocol and not a client's data.
PLAIN_HEADERS = frozenset(
    ("host", "content-length", "accept", "accept-encoding", "connection", "user-agent", "transfer-encoding", "expect")
)
Place = tuple[str, ...]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Mutation:
    """A changed stimulus; `where` names the piece as `Diagnosis.client_inputs` does, `what` the change."""

    stimulus: Stimulus
    where: str
    what: str


def mutations(stimulus: Stimulus, others: Iterable[Stimulus] = (), *, limit: int = 48) -> tuple[Mutation, ...]:
    """At most `limit` neighbours, each piece in turn, no two alike and none equal to `stimulus`.

    `others` are requests of the same shape: values that they carry are tried too, and fields that only they have.
    """
    if stimulus.kind == "command":
        streams = list(_arguments(stimulus))
    else:
        alike = tuple(others)
        streams = [*_segments(stimulus), *_query(stimulus, alike), *_body(stimulus, alike), *_headers(stimulus)]
    found: dict[str, Mutation] = {}
    for row in itertools.zip_longest(*streams[:FIELDS]):
        for mutation in row:
            if mutation is not None and mutation.stimulus != stimulus:
                found.setdefault(mutation.stimulus.model_dump_json(), mutation)
    return tuple(found.values())[:limit]


def _words(value: str) -> tuple[str, ...]:
    """What is put in place of a text: its like for numbers and dates, then values that fit anything."""
    if value.isdecimal():
        return (str(int(value) + 1), str(max(0, int(value) - 1)), *WORDS)
    moment = MOMENT.fullmatch(value)
    if moment:
        # The same clock time elsewhere: what treats all zones alike shows it by another answer.
        return tuple(f"{moment[1]}{zone}" for zone in ZONES if f"{moment[1]}{zone}" != value)
    if NUMBER.fullmatch(value):
        return (NO_NUMBER, *(word for word in WORDS if word != NO_NUMBER))
    date = DATE.fullmatch(value)
    if date:
        year, rest = date.group(1), date.group(3) or ""
        return (f"{year}-06{rest[:1] + '15' if rest else ''}", f"{year}-01{rest[:1] + '31' if rest else ''}", *WORDS)
    return WORDS


def path_of(stimulus: Stimulus) -> str:
    """The path of a request without its query."""
    return stimulus.target.partition("?")[0]


def same_shape(one: Stimulus, other: Stimulus) -> bool:
    """Two requests that may be of one route: equal method, equally many segments, the first one equal.

    Only the code that they reach can tell for sure; this is the cheap part of the answer.
    """
    if one.kind == "command" or other.kind == "command":
        return one.kind == other.kind and one.command[:1] == other.command[:1]
    left, right = path_of(one).strip("/").split("/"), path_of(other).strip("/").split("/")
    same = sum(a == b for a, b in zip(left, right, strict=False))
    return one.method == other.method and len(left) == len(right) and (same >= len(left) - 2 or left == right)


def _segments(stimulus: Stimulus) -> Iterator[list[Mutation]]:
    path, mark, query = stimulus.target.partition("?")
    parts = path.split("/")
    for index, part in enumerate(parts):
        if not part:
            continue
        values = [value for value in _words(part) if value]
        changed = []
        for value in values:
            target = "/".join([*parts[:index], quote(value, safe=""), *parts[index + 1 :]]) + mark + query
            changed.append(Mutation(stimulus.model_copy(update={"target": target}), f"path:{index}", value))
        yield changed


def _query(stimulus: Stimulus, others: tuple[Stimulus, ...]) -> Iterator[list[Mutation]]:
    path, _, query = stimulus.target.partition("?")
    beside = [parse_qsl(other.target.partition("?")[2], keep_blank_values=True) for other in others]
    for name, choices in _pairs(parse_qsl(query, keep_blank_values=True), beside):
        changed = []
        for what, chosen in choices:
            target = f"{path}?{urlencode(chosen)}" if chosen else path
            changed.append(Mutation(stimulus.model_copy(update={"target": target}), f"query:{name}", what))
        yield changed


def with_query(stimulus: Stimulus, name: str, value: str) -> Stimulus:
    """The request with another value of one parameter of its query."""
    path, _, query = stimulus.target.partition("?")
    pairs = [(key, value if key == name else old) for key, old in parse_qsl(query, keep_blank_values=True)]
    return stimulus.model_copy(update={"target": f"{path}?{urlencode(pairs)}"})


def added_to_query(stimulus: Stimulus, name: str, value: str) -> Stimulus:
    """The request with this value of one parameter of its query, whether it had one or not."""
    path, _, query = stimulus.target.partition("?")
    pairs = [(key, old) for key, old in parse_qsl(query, keep_blank_values=True) if key != name]
    return stimulus.model_copy(update={"target": f"{path}?{urlencode([*pairs, (name, value)])}"})


def with_json(stimulus: Stimulus, value: Any) -> Stimulus:
    """The request with another body of JSON."""
    return _with_json(stimulus, value, (), "").stimulus


def _pairs(pairs: Pairs, beside: list[Pairs]) -> Iterator[tuple[str, list[tuple[str, Pairs]]]]:
    """Each name with what takes its place: it dropped, the values that others have for it, then those for anything."""
    others = [(name, value) for one in beside for name, value in one]
    for index, (name, value) in enumerate(pairs):
        borrowed = [other for known, other in others if known == name and other != value][:3]
        words = dict.fromkeys((*borrowed, *_words(value)))
        choices = [("dropped", [*pairs[:index], *pairs[index + 1 :]])]
        yield (
            name,
            choices + [(word or "empty", [*pairs[:index], (name, word), *pairs[index + 1 :]]) for word in words],
        )
    held = {name for name, _ in pairs}
    for name, value in dict(reversed(others)).items():
        if name not in held:
            likes = [like for like in _words(value)[:2] if like not in WORDS]
            yield (
                name,
                [(what, [*pairs, (name, like)]) for what, like in (("added", value), *zip(likes, likes, strict=True))],
            )


def _headers(stimulus: Stimulus) -> Iterator[list[Mutation]]:
    for index, (name, value) in enumerate(stimulus.headers):
        if name.lower() == "content-type" and (bare := without_charset(value)) != value:
            headers = (*stimulus.headers[:index], (name, bare), *stimulus.headers[index + 1 :])
            yield [Mutation(stimulus.model_copy(update={"headers": headers}), f"header:{name}", "without its charset")]
        if name.lower() in PLAIN_HEADERS or name.lower() == "content-type":
            continue
        rest = (*stimulus.headers[:index], *stimulus.headers[index + 1 :])
        changed = [Mutation(stimulus.model_copy(update={"headers": rest}), f"header:{name}", "dropped")]
        for word in ("", "abc"):
            headers = (*stimulus.headers[:index], (name, word), *stimulus.headers[index + 1 :])
            where = f"header:{name}"
            changed.append(Mutation(stimulus.model_copy(update={"headers": headers}), where, word or "empty"))
        yield changed


def _body(stimulus: Stimulus, others: tuple[Stimulus, ...]) -> Iterator[list[Mutation]]:
    raw = body_of(stimulus)
    if not raw:
        return
    value = json_of(stimulus)
    if value is None:
        yield from _form(stimulus, raw, others)
        return
    known = [other for other in map(json_of, others) if other is not None]
    for place in _places(value, ()):
        yield [_with_json(stimulus, changed, place, what) for what, changed in _edits(value, place, known)]
    if isinstance(value, dict):
        for other in known:
            for key in other if isinstance(other, dict) else ():
                if key not in value:
                    yield [_with_json(stimulus, {**value, key: other[key]}, (key,), "added")]
    first = value[:1] if isinstance(value, list) else []
    whole: tuple[Any, ...] = (*first, {}, [], None)
    yield [_with_json(stimulus, changed, (), json.dumps(changed)) for changed in whole]


def _form(stimulus: Stimulus, raw: bytes, others: tuple[Stimulus, ...]) -> Iterator[list[Mutation]]:
    if not _is_form(stimulus):
        return
    beside = [_fields(body_of(other)) for other in others if _is_form(other)]
    for name, choices in _pairs(_fields(raw), beside):
        yield [_with_body(stimulus, urlencode(chosen).encode(), f"body:{name}", what) for what, chosen in choices]


def _is_form(stimulus: Stimulus) -> bool:
    return any("urlencoded" in value for name, value in stimulus.headers if name.lower() == "content-type")


def _fields(raw: bytes) -> Pairs:
    return parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)


def _edits(value: Any, place: tuple[str | int, ...], known: list[Any]) -> Iterator[tuple[str, Any]]:
    dropped = copy.deepcopy(value)
    owner = _at(dropped, place[:-1])
    del owner[place[-1]]
    yield "dropped", dropped
    old = _at(value, place)
    likes = [word for word in _words(old)[:2] if DATE.fullmatch(word)] if isinstance(old, str) else []
    likes += [NO_NUMBER] if isinstance(old, str) and NUMBER.fullmatch(old) else []
    borrowed = [item for item in (_at(other, place) for other in known) if item is not None]
    for new in (*borrowed[:3], *likes, *VALUES):
        changed = copy.deepcopy(value)
        _at(changed, place[:-1])[place[-1]] = new
        yield json.dumps(new, default=str)[:40], changed


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    for part in place:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _places(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Every key and element, outer ones first, of lists the first two elements."""
    if len(place) >= DEPTH:
        return
    keys: list[str | int] = list(value) if isinstance(value, dict) else []
    if isinstance(value, list):
        keys = list(range(min(2, len(value))))
    yield from ((*place, key) for key in keys)
    for key in keys:
        yield from _places(value[key], (*place, key))


def _with_json(stimulus: Stimulus, value: Any, place: tuple[str | int, ...], what: str) -> Mutation:
    where = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return _with_body(stimulus, json.dumps(value).encode(), f"body:{where}", what)


def _with_body(stimulus: Stimulus, body: bytes, where: str, what: str) -> Mutation:
    headers = tuple((name, value) for name, value in stimulus.headers if name.lower() != "content-length")
    update = {"body": base64.b64encode(body).decode(), "headers": headers}
    return Mutation(stimulus.model_copy(update=update), where, what)


def _arguments(stimulus: Stimulus) -> Iterator[list[Mutation]]:
    """Words of a command behind the program that are numbers or values of options."""
    words = stimulus.command
    if words[1:2] == ("-c",):
        yield from _called_with(stimulus)
        return
    start = 3 if len(words) > 1 and words[1] == "-m" else 2
    for index in range(start, len(words)):
        if words[index].startswith("-") and "=" not in words[index]:
            continue
        option, equals, value = words[index].rpartition("=")
        changed: list[Mutation] = []
        for word in _words(value):
            command = (*words[:index], f"{option}{equals}{word}", *words[index + 1 :])
            changed.append(Mutation(stimulus.model_copy(update={"command": command}), f"argument:{index}", word))
        yield changed


def _called_with(stimulus: Stimulus) -> Iterator[list[Mutation]]:
    """Constants that the last statement of `python -c CODE` hands over."""
    code = stimulus.command[2] if len(stimulus.command) > 2 else ""
    try:
        last = parse(code).body[-1]
    except (SyntaxError, ValueError, IndexError, RecursionError):
        return
    lines = code.splitlines(keepends=True)
    for node in ast.walk(last):
        if not isinstance(node, ast.Constant) or node.lineno != node.end_lineno:
            continue
        line = lines[node.lineno - 1].encode()
        words: Iterable[Any] = _words(node.value) if isinstance(node.value, str) else VALUES
        changed = []
        for word in words:
            text = line[: node.col_offset] + repr(word).encode() + line[node.end_col_offset :]
            source = "".join([*lines[: node.lineno - 1], text.decode(), *lines[node.lineno :]])
            command = (*stimulus.command[:2], source, *stimulus.command[3:])
            where = f"argument:{node.lineno}:{node.col_offset}"
            changed.append(Mutation(stimulus.model_copy(update={"command": command}), where, repr(word)))
        yield changed


def body_of(stimulus: Stimulus) -> bytes:
    """The body as bytes; empty where it is not base64."""
    try:
        return base64.b64decode(stimulus.body, validate=True)
    except (binascii.Error, ValueError):
        return b""


def json_of(stimulus: Stimulus) -> Any:
    """The body read as JSON; None where it is not."""
    try:
        return json.loads(body_of(stimulus) or b"null")
    except (ValueError, RecursionError):
        return None
