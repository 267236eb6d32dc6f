"""Whether a failure is that of an outside system, by the frames and the chain, not by a name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from arbase.domain.event import Event, Frame, RaisedException
from arbase.domain.triage import CodeLocation
from arbase.triage.chain import Strand
from arbase.triage.plain import plain
from arbase.triage.systems import (
    BUILTIN_MODULES,
    BUILTIN_OUTAGES,
    LIBRARIES,
    NETWORK_ERRNO,
    NETWORK_MODULES,
    Library,
    library_of,
)
from arbase.workspace.code import CodeReader

# How a service itself words that another system is down; counts only beside code that calls one.
_SAYS_SO = re.compile(
    r"unavailable|unreachable|not available|time[d-]? ?out|no answer|did not (?:answer|respond)|bad gateway|refused|"
    r"\b50[234]\b|\b429\b|connection|upstream|is down",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(r"Unavailable|Unreachable|Time[dD]?[oO]ut|Connection|Upstream|Gateway|Down(?:Error)?$|Offline")
_URL = re.compile(r"\b(?:https?|postgres(?:ql)?|mysql|redis|rediss|amqps?|mongodb|grpc)://[^\s'\"<>)]{1,300}")
_HOST = re.compile(r"host=['\"]?([\w.-]{1,200})['\"]?(?:,\s*port=(\d{1,5}))?")
_NAME = re.compile(r"[\w.:\[\]-]{1,200}")
_FROM_PATH = re.compile(r"(?:site-packages|dist-packages|lib/python\d[\d.]*)[/\\]([A-Za-z_]\w*)")


@dataclass(frozen=True)
class Dependency:
    """The outside system that failed, and what shows it."""

    name: str
    evidence: str
    location: CodeLocation | None = None


def failed_dependency(event: Event, strand: Strand, code: CodeReader) -> Dependency | None:
    """The outside system whose failure `strand` is, or None where the evidence does not say so."""
    roots = _roots_below(strand.foreign)
    imports = _imported(strand, code)
    for exception in strand.related:
        kind, shown = _outage(exception, roots, imports)
        if kind:
            return Dependency(_system(kind, exception, event), shown, strand.crash)
    return _said_by_the_service(event, strand, code)


def _outage(exception: RaisedException, roots: tuple[str, ...], imports: frozenset[str]) -> tuple[str, str]:
    """(kind of the system, what shows it) if `exception` is a library's word for an outage."""
    name = exception.type.rpartition(".")[2]
    module = (exception.module or exception.type.rpartition(".")[0]).partition(".")[0]
    library = library_of(module)
    if library is None and not module and roots:
        library = next((found for root in reversed(roots) if (found := library_of(root))), None)
    if library is not None and library.is_outage(name, exception.message):
        return library.kind, f"{module or library.kind}.{name} says that the other side failed"
    if module and module not in BUILTIN_MODULES:
        return "", ""
    network = name in BUILTIN_OUTAGES or (name == "OSError" and bool(NETWORK_ERRNO.search(exception.message)))
    if not network:
        return "", ""
    return _around(name, roots, imports)


def _around(name: str, roots: tuple[str, ...], imports: frozenset[str]) -> tuple[str, str]:
    """What an interpreter's own error is about: the client library below the service's line, or imported there."""
    for root in reversed(roots):
        library = library_of(root)
        if library is not None:
            return library.kind, f"{name} was raised inside {root}"
    if any(root in NETWORK_MODULES for root in roots):
        return "remote host", f"{name} was raised inside {next(root for root in roots if root in NETWORK_MODULES)}"
    if not roots or set(roots) <= {"asyncio", "concurrent", "threading"}:
        for root in sorted(imports):
            library = library_of(root)
            if library is not None or root in NETWORK_MODULES:
                return library.kind if library else "remote host", f"{name} in code that calls {root}"
    return "", ""


def _said_by_the_service(event: Event, strand: Strand, code: CodeReader) -> Dependency | None:
    """The service's own error: raised on purpose, worded as an outage, in code that calls a client library.

    This is what is left where a service hides the library's error (`raise Unavailable() from None`) or judges an
    answer (`if response.status_code >= 500: raise ...`).
    """
    crash = strand.crash
    if crash is None or not code.is_raise(crash):
        return None
    exception = strand.exception
    handler = code.outline(crash.path).handler_at(crash.line)
    caught = _library_caught(handler.catches if handler else "")
    worded = bool(_SAYS_SO.search(exception.message[:500]))
    named = bool(_NAMES_IT.search(exception.type))
    if caught is not None and (worded or named):
        shown = f"{plain(exception.type, 80)} is raised where {plain(handler.catches if handler else '', 80)} is caught"
        return Dependency(_system(caught.kind, exception, event), shown, crash)
    clients = sorted(root for root in _imported(strand, code) if library_of(root) or root in NETWORK_MODULES)
    if handler is None and worded and named and clients:
        library = library_of(clients[0])
        shown = f"the service raises {plain(exception.type, 80)} in code that calls {clients[0]}"
        return Dependency(_system(library.kind if library else "remote host", exception, event), shown, crash)
    return None


def _library_caught(catches: str) -> Library | None:
    names = re.findall(r"[A-Za-z_][\w.]*", catches[:500])
    for name in names:
        root, _, last = name.rpartition(".")
        library = library_of(root.partition(".")[0]) if root else None
        if library is not None:
            return library
        if not root and last in BUILTIN_OUTAGES:
            return LIBRARIES[0] if last != "IncompleteReadError" else None
    return None


def _imported(strand: Strand, code: CodeReader) -> frozenset[str]:
    """The roots of what the crashed file imports."""
    if strand.crash is None:
        return frozenset()
    return frozenset(name.partition(".")[0] for name in code.outline(strand.crash.path).imports)


def _roots_below(frames: tuple[Frame, ...]) -> tuple[str, ...]:
    """The roots of the modules of foreign frames, outermost first."""
    found: dict[str, None] = {}
    for frame in frames:
        root = (frame.module or "").partition(".")[0]
        if not root:
            match = _FROM_PATH.search(frame.absolute_path or frame.path or "")
            root = match[1] if match else ""
        if root:
            found[root] = None
    return tuple(found)


def _system(kind: str, exception: RaisedException, event: Event) -> str:
    host = _host(exception, event)
    return f"{kind} {host}" if host else f"{kind} ({plain(exception.type, 60)})"


def _host(exception: RaisedException, event: Event) -> str:
    """The other side's name: from the message, else from the last outgoing request that was recorded."""
    message = exception.message[:4000]
    found = _URL.search(message)
    if found:
        return _host_of(found[0])
    named = _HOST.search(message)
    if named:
        return plain(":".join(part for part in named.groups() if part), 100)
    for crumb in reversed(event.breadcrumbs[-5:]):
        url = crumb.data.get("url")
        if crumb.category in {"http", "httplib", "requests", "httpx", "aiohttp"} and isinstance(url, str):
            return _host_of(url[:2000])
    return ""


def _host_of(url: str) -> str:
    """The host of a URL, never its user or password."""
    try:
        host = urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return plain(host, 100) if _NAME.fullmatch(host) else ""
