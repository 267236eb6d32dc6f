"""From an event to what may have set it off: the request that was being served, or the command that was running."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event, HttpRequest
from arbase.domain.noun import Noun
from arbase.domain.triage import CodeLocation

# What belongs to the connection, to proxies and to tracing says nothing about the error; what the service may read is
# kept, as languages, agents and addresses of clients are: what is needless is left out when the request is shrunk.
DROPPED = re.compile(
    r"(?:host|connection|content-length|transfer-encoding|accept-encoding|keep-alive|te|trailer|upgrade|via|priority|dnt"
    r"|baggage|sentry-trace|traceparent|tracestate|b3|x-b3-.*|x-request-id|x-correlation-id|x-amzn-.*|sec-.*|cookie)\Z"
)
REDACTED = re.compile(r"\[?(?:filtered|redacted|scrubbed)\b|\*{4,}", re.IGNORECASE)
SERVERS = frozenset({"uvicorn", "gunicorn", "hypercorn", "daphne", "waitress-serve", "flask", "fastapi", "granian"})
_QUERY_SAFE = "=&+,:;/?@!$'()*~[]-._"
_PATH_SAFE = "/:@!$&'()*+,;=~-._"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST_WORD = 4096


class Rebuilt(Noun):
    """A possible stimulus. `notes` tell what of the original is missing or was put in its place.

    `secrets` are the headers whose redacted values were replaced. `stand_ins` name what was put in place of the code or
    data that the service talked to; the crash has to pass `passes` then, the line at which the event's frame stood.
    """

    stimulus: Stimulus
    notes: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    passes: CodeLocation | None = None


def rebuild(event: Event, tree: Path) -> Rebuilt | None:
    """What set `event` off, or None if it does not say."""
    if event.request is not None and event.request.url:
        return rebuild_request(event.request)
    return rebuild_command(event, tree)


def rebuild_request(request: HttpRequest) -> Rebuilt:
    """The request without what belongs to the connection, proxies and tracing."""
    split = urlsplit(request.url)
    path = quote(_BARE_PERCENT.sub("%25", split.path or "/"), safe=_PATH_SAFE + "%")
    query = quote(_BARE_PERCENT.sub("%25", request.query or split.query), safe=_QUERY_SAFE + "%")
    headers = [
        (name.lower(), _one_line(value))
        for name, value in request.headers.items()
        if not DROPPED.match(name.lower()) and value != "*/*"
    ]
    crumbs = "; ".join(f"{name}={_one_line(value)}" for name, value in request.cookies.items())
    if crumbs:
        headers.append(("cookie", crumbs))
    raw, declared = _body(request, dict(headers).get("content-type", ""))
    if declared:
        headers = [pair for pair in headers if pair[0] != "content-type"]
        headers.append(("content-type", declared))
    notes = [f"the header {name} was redacted" for name, value in headers if REDACTED.search(value)]
    if REDACTED.search(raw.decode("utf-8", "replace")):
        notes.append("values of the body were redacted")
    if REDACTED.search(query):
        notes.append("values of the query were redacted")
    if not raw and request.method.upper() in {"POST", "PUT", "PATCH"}:
        notes.append("the event holds no body")
    return Rebuilt(
        stimulus=Stimulus(
            method=request.method.upper(),
            target=path + ("?" + query if query else ""),
            headers=tuple(headers),
            body=base64.b64encode(raw).decode("ascii"),
        ),
        notes=tuple(notes),
    )


def rebuild_command(event: Event, tree: Path) -> Rebuilt | None:
    """The command line that the SDK reported, as it would be given in the root of `tree`."""
    words = event.extra.get("sys.argv")
    if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
        start = _program(words[0], tree)
        if start is not None:
            rest = tuple(word[:_LONGEST_WORD] for word in words[1:] if "\0" not in word)
            return Rebuilt(stimulus=Stimulus(kind="command", command=(*start, *rest)))
        return None
    frames = [frame for one in event.exceptions for frame in one.in_app_frames]
    for frame in frames:
        if frame.function == "<module>" and frame.module == "__main__" and frame.path:
            start = _program(frame.path, tree)
            if start is not None:
                note = "the event does not say with which arguments the command was run"
                return Rebuilt(stimulus=Stimulus(kind="command", command=start), notes=(note,))
    return None


def _program(word: str, tree: Path) -> tuple[str, ...] | None:
    """How the program of `sys.argv[0]` is started here; None for a server or something unknown."""
    pure = PurePosixPath(word.replace("\\", "/"))
    if pure.suffix not in {".py", ".pyw"}:
        known = pure.name and pure.name not in SERVERS and not pure.name.startswith("-") and "\0" not in word
        return (pure.name,) if known and len(pure.parts) > 1 else None
    parts = [part for part in pure.parts if part not in {"/", ".."}]
    for start in range(len(parts)):
        inner = PurePosixPath(*parts[start:])
        if (tree / inner).is_file():
            return _how_to_start(inner, tree)
    return None


def _how_to_start(inner: PurePosixPath, tree: Path) -> tuple[str, ...]:
    """A file of a package is started as a module, so that its imports work; other files by their path."""
    top = inner.parent
    while (tree / top / "__init__.py").is_file() and top != PurePosixPath("."):
        top = top.parent
    if top == inner.parent:
        return ("python", str(inner))
    module = ".".join(inner.relative_to(top).with_suffix("").parts)
    return ("python", "-m", module.removesuffix(".__main__"))


def _body(request: HttpRequest, declared: str) -> tuple[bytes, str]:
    """The body as bytes, and the content type to declare where the event's does not fit."""
    body, kind = request.body, declared.lower()
    if body is None or body == "":
        return b"", ""
    if isinstance(body, str):
        return body.encode("utf-8", "surrogateescape"), ""  # malformed JSON too is sent as it came
    if kind.startswith("multipart/form-data") and isinstance(body, dict):
        return _multipart(body)
    if kind.startswith("application/x-www-form-urlencoded") and isinstance(body, dict):
        pairs = [(key, item) for key, value in body.items() for item in (value if isinstance(value, list) else [value])]
        return urlencode([(key, _text(item)) for key, item in pairs]).encode(), ""
    return json.dumps(body).encode(), "" if "json" in kind else "application/json"


def _multipart(fields: dict[str, Any]) -> tuple[bytes, str]:
    boundary = "arbase-boundary"
    lines = []
    for name, value in fields.items():
        safe = str(name).replace('"', "%22").replace("\r", " ").replace("\n", " ")
        lines += [f"--{boundary}", f'Content-Disposition: form-data; name="{safe}"', "", _text(value)]
    content = "\r\n".join([*lines, f"--{boundary}--", ""])
    return content.encode("utf-8", "surrogateescape"), f"multipart/form-data; boundary={boundary}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")
