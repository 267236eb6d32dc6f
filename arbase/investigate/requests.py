"""A request taken apart into the inputs that a client chooses, and put together again.

An input is named by its address: `("query", 0)`, `("header", "x-tenant")`, `("cookie", "theme")`, `("path", 1)` or
`("body", "rooms", 2)`. Pure functions; a stimulus is never changed in place.
"""

from __future__ import annotations

import base64
import copy
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from arbase.domain.diagnosis import Stimulus, StoredChange

Address = tuple[str | int, ...]
DECLARED = "content-type"
FIXED_HEADERS = frozenset({"content-type", "accept", "cookie"})
DEPTH = 6
MOST = 80
_PATH_SAFE = "/:@!$&'()*+,;=~-._"
PAIRS = ("form", "multipart")
_NAME = re.compile(rb'name="([^"]*)"')
_FORM = "application/x-www-form-urlencoded"


def shared_steps(one: Stimulus, other: Stimulus) -> int:
    """How many steps of their paths two requests have in common, from the first on."""
    pairs = zip(_steps(one), _steps(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _steps(stimulus: Stimulus) -> list[str]:
    return stimulus.target.partition("?")[0].strip("/").split("/")


@dataclass(frozen=True)
class Parts:
    """A request's inputs.

    `body` is JSON data (`json`), a list of pairs (`form`), a list of (name, content, headers) (`multipart`), or bytes
    (`raw`, `none`). What is raw is one input, a text in which bytes that are none are kept as lone surrogates.
    """

    method: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    kind: str
    body: Any
    before: tuple[Stimulus, ...] = ()
    stored: tuple[StoredChange, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()


def parts_of(stimulus: Stimulus) -> Parts:
    """Take `stimulus` apart."""
    path, _, query = stimulus.target.partition("?")
    raw = base64.b64decode(stimulus.body)
    given = next((value for name, value in stimulus.headers if name.lower() == "content-type"), "")
    declared = given.lower()
    kind = "raw" if raw else "none"
    body: Any = raw
    if raw and "json" in declared:
        parsed = _parsed(raw)
        if parsed is not None:
            kind, body = "json", parsed[0]
    elif raw and declared.startswith(_FORM):
        kind, body = "form", parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)
    elif raw and declared.startswith("multipart/form-data"):
        found = _multipart(raw, given)
        if found:
            kind, body = "multipart", found
    return Parts(
        method=stimulus.method,
        path=tuple(unquote(segment) for segment in path.split("/")[1:]),
        query=tuple(parse_qsl(query, keep_blank_values=True)),
        headers=stimulus.headers,
        kind=kind,
        body=body,
        before=stimulus.before,
        stored=stimulus.stored,
        signed=stimulus.signed,
    )


def stimulus_of(parts: Parts) -> Stimulus:
    """Put it together."""
    target = "/" + "/".join(quote(segment, safe=_PATH_SAFE.replace("/", "")) for segment in parts.path)
    if parts.query:
        target += "?" + urlencode(parts.query)
    if parts.kind == "json":
        raw = json.dumps(parts.body).encode()
    elif parts.kind == "form":
        raw = urlencode(parts.body).encode()
    elif parts.kind == "multipart":
        declared = next(value for name, value in parts.headers if name.lower() == "content-type")
        raw = _joined(parts.body, declared)
    else:
        raw = parts.body
    return Stimulus(
        method=parts.method,
        target=target,
        headers=parts.headers,
        body=base64.b64encode(raw).decode("ascii"),
        before=parts.before,
        stored=parts.stored,
        signed=tuple(pair for pair in parts.signed if pair in parts.headers),
    )


def addresses(parts: Parts) -> tuple[Address, ...]:
    """Everything that could be left out, outer before inner, at most `MOST`."""
    found: list[Address] = [("query", index) for index in range(len(parts.query))]
    found += [("header", name.lower()) for name, _ in parts.headers if name.lower() not in FIXED_HEADERS]
    found += [("cookie", name) for name, _ in cookies(parts)]
    if parts.kind == "json":
        found += [("body", *inner) for inner in _members(parts.body, DEPTH)]
    elif parts.kind in PAIRS:
        found += [("body", index) for index in range(len(parts.body))]
    elif parts.kind == "raw":
        found.append(("body",))
    return tuple(dict.fromkeys(found))[:MOST]


def alike(one: Parts, other: Parts) -> bool:
    """Bodies of one kind; test clients send forms in several parts where browsers do not."""
    return one.kind == other.kind or (one.kind in PAIRS and other.kind in PAIRS)


def fields(parts: Parts) -> list[tuple[str, str]]:
    """Names and texts of a form's fields, without files; empty where the body is no form."""
    if parts.kind not in PAIRS:
        return []
    return [(name, value) for name, value, *head in parts.body if b"filename=" not in b"".join(head)]


def leaves(parts: Parts) -> tuple[Address, ...]:
    """The inputs that hold a single value, path segments included."""
    single = [one for one in addresses(parts) if not isinstance(value_at(parts, one), dict | list)]
    return (*(("path", index) for index in range(len(parts.path))), *single)


def value_at(parts: Parts, address: Address) -> Any:
    """The value of an input."""
    kind, rest = address[0], address[1:]
    if kind == "query":
        return parts.query[_index(rest)][1]
    if kind == "path":
        return parts.path[_index(rest)]
    if kind == "header":
        return next(value for name, value in parts.headers if name.lower() == rest[0])
    if kind == "cookie":
        return dict(cookies(parts))[str(rest[0])]
    if parts.kind in PAIRS:
        return parts.body[_index(rest)][1]
    if parts.kind == "raw":
        return parts.body.decode("utf-8", "surrogateescape")
    value = parts.body
    for step in rest:
        value = value[step]
    return value


def without(parts: Parts, dropped: Iterable[Address]) -> Parts:
    """`parts` with some inputs left out."""
    gone = set(dropped)
    names = {address[1] for address in gone if address[0] == "header"}
    headers = tuple(pair for pair in parts.headers if pair[0].lower() not in names)
    crumbs = {address[1] for address in gone if address[0] == "cookie"}
    if crumbs:
        headers = _with_cookies(headers, [pair for pair in cookies(parts) if pair[0] not in crumbs])
    body = copy.deepcopy(parts.body)
    if parts.kind == "raw" and ("body",) in gone:
        gone, body = gone - {("body",)}, b""
    for address in sorted((one for one in gone if one[0] == "body"), key=_deepest_last_first):
        _remove(body, address[1:])
    return replace(
        parts,
        query=tuple(pair for index, pair in enumerate(parts.query) if ("query", index) not in gone),
        headers=headers,
        body=body,
    )


def changed(parts: Parts, address: Address, value: Any) -> Parts:
    """`parts` with another value at `address`."""
    kind, rest = address[0], address[1:]
    if kind == "query":
        pairs = [(name, str(value) if at == rest[0] else old) for at, (name, old) in enumerate(parts.query)]
        return replace(parts, query=tuple(pairs))
    if kind == "path":
        return replace(parts, path=tuple(str(value) if at == rest[0] else old for at, old in enumerate(parts.path)))
    if kind == "header":
        pairs = [(name, str(value) if name.lower() == rest[0] else old) for name, old in parts.headers]
        return replace(parts, headers=tuple(pairs))
    if kind == "cookie":
        crumbs = [(name, str(value) if name == rest[0] else old) for name, old in cookies(parts)]
        return replace(parts, headers=_with_cookies(parts.headers, crumbs))
    if parts.kind == "raw":
        return replace(parts, body=str(value).encode("utf-8", "surrogateescape"))
    body = copy.deepcopy(parts.body)
    if parts.kind in PAIRS:
        name, _, *more = body[_index(rest)]
        body[_index(rest)] = (name, str(value), *more)
        return replace(parts, body=body)
    if not rest:
        return replace(parts, body=value)
    holder = body
    for step in rest[:-1]:
        holder = holder[step]
    holder[rest[-1]] = value
    return replace(parts, body=body)


def label(parts: Parts, address: Address, names: dict[int, str]) -> str:
    """The name that a diagnosis uses: `query:page`, `header:x-tenant`, `body:$.rooms[0]`, `path:house_id`."""
    kind, rest = address[0], address[1:]
    if kind == "query":
        return f"query:{parts.query[_index(rest)][0]}"
    if kind == "path":
        return f"path:{names.get(_index(rest), str(rest[0]))}"
    if kind == "body" and parts.kind in PAIRS:
        return f"body:$.{parts.body[_index(rest)][0]}"
    if kind == "body":
        return "body:$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in rest)
    return f"{kind}:{rest[0]}"


def cookies(parts: Parts) -> list[tuple[str, str]]:
    """The cookies that the request sends."""
    found = []
    for name, value in parts.headers:
        if name.lower() == "cookie":
            for crumb in re.split(r";\s*", value):
                key, mark, content = crumb.partition("=")
                if mark:
                    found.append((key, content))
    return found


def same_route(one: Parts, other: Parts, placeholders: dict[int, str]) -> bool:
    """Whether two requests go to one route: equal method and path apart from its parameters."""
    if one.method != other.method or len(one.path) != len(other.path):
        return False
    pairs = enumerate(zip(one.path, other.path, strict=True))
    return all(left == right or index in placeholders for index, (left, right) in pairs)


def _multipart(raw: bytes, declared: str) -> list[tuple[str, str, bytes]]:
    """The parts of a form with files; empty where it is malformed."""
    mark = _mark(declared)
    found = []
    for piece in raw.split(mark)[1:-1] if mark else ():
        head, gap, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not gap or name is None:
            return []
        text = content.removesuffix(b"\r\n").decode("utf-8", "surrogateescape")
        found.append((name[1].decode("utf-8", "replace"), text, head))
    return found


def _joined(pieces: list[tuple[str, str, bytes]], declared: str) -> bytes:
    mark = _mark(declared)
    written = [
        b"%s\r\n%s\r\n\r\n%s\r\n" % (mark, head, text.encode("utf-8", "surrogateescape")) for _, text, head in pieces
    ]
    return b"".join(written) + mark + b"--\r\n"


def _mark(declared: str) -> bytes:
    """The line that parts the pieces, as the content type declares it."""
    boundary = re.search(r'boundary="?([^";]+)"?', declared, re.IGNORECASE)
    return b"--" + boundary[1].encode("utf-8", "replace") if boundary else b""


def _parsed(raw: bytes) -> tuple[Any] | None:
    try:
        return (json.loads(raw),)
    except (ValueError, RecursionError):
        return None


def _members(value: Any, depth: int) -> Iterator[Address]:
    if depth == 0:
        return
    keys: Iterable[Any] = ()
    if isinstance(value, dict):
        keys = value
    elif isinstance(value, list):
        keys = range(len(value))
    steps = [(key,) for key in keys]
    yield from steps
    for (key,) in steps:
        for inner in _members(value[key], depth - 1):
            yield (key, *inner)


def _deepest_last_first(address: Address) -> tuple[Any, ...]:
    """Later list elements before earlier ones and inner before outer, so that addresses stay valid."""
    return (-len(address), *(-step if isinstance(step, int) else 0 for step in address))


def _remove(body: Any, steps: Address) -> None:
    for step in steps[:-1]:
        body = body[step]
    del body[steps[-1]]


def _with_cookies(headers: tuple[tuple[str, str], ...], crumbs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    others = tuple(pair for pair in headers if pair[0].lower() != "cookie")
    if not crumbs:
        return others
    return (*others, ("cookie", "; ".join(f"{name}={value}" for name, value in crumbs)))


def _index(rest: Address) -> int:
    return int(rest[0])
