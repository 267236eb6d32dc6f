"""What an event says of itself, as numbers. No word of a service: who raised, who reported, and generic shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from arbase.domain.event import Event, Frame, RaisedException
from arbase.domain.incident import Incident

INTERPRETER_FAULTS = frozenset(
    "ArithmeticError AssertionError AttributeError BufferError DetachedInstanceError ImportError IndexError KeyError "
    "ModuleNotFoundError NameError NotImplementedError OverflowError RecursionError RuntimeError "
    "StopIteration SyntaxError TypeError UnboundLocalError ZeroDivisionError".split()
)
VALUE_FAULTS = frozenset(
    "ValueError UnicodeDecodeError UnicodeEncodeError JSONDecodeError InvalidOperation LookupError".split()
)
KINDS: Mapping[str, re.Pattern[str]] = {
    "gone": re.compile(
        r"^(?:BrokenPipe|Cancelled|ClientDisconnect\w*|ConnectionAborted|ConnectionReset|RequestAborted)(?:Error)?$"
    ),
    "stop": re.compile(r"^(?:GeneratorExit|KeyboardInterrupt|SystemExit|WorkerShutdown|WorkerTerminate|SIGTERM)$"),
    "network": re.compile(r"Time[dD]?[oO]ut|Connect|Unavailable|Unreachable|Protocol|Disconnected|gaierror|SSL|Socket"),
    "database": re.compile(r"OperationalError|InterfaceError|Deadlock|Serialization|PoolTimeout|QueuePool|DBAPI"),
    "integrity": re.compile(r"Integrity|Duplicate|AlreadyExists|Exists$|Conflict|Unique"),
    "denied": re.compile(r"Denied|Forbidden|Unauthori|Permission|Expired|Csrf|CSRF|Disallowed|Suspicious|Signature"),
    "limited": re.compile(r"Limit|Throttl|Quota|TooMany|Exceeded|TooLarge"),
    "refused": re.compile(r"Invalid|Reject|BadRequest|NotAllowed|Unsupported|Malformed|Unprocessable"),
    "missing": re.compile(r"NotFound|DoesNotExist|Http404|Missing|Unknown|NoSuch|NoResult"),
    "validation": re.compile(r"Validation"),
    "response": re.compile(r"ResponseValidation|Serializ"),
    "warning": re.compile(r"Warning$"),
}
WORDS: Mapping[str, re.Pattern[str]] = {
    "retry": re.compile(
        r"\bretr(?:y|ied|ying|ies)\b|\btry(?:ing)? again\b|\bbacking off\b|\bpostponed?\b|next round", re.I
    ),
    "gave_up": re.compile(r"\bg(?:ave|iven|iving) up\b|exhausted|dead.?letter|permanently|abort(?:ed|ing)\b", re.I),
    "went_on": re.compile(
        r"fall(?:ing|s)? ?back|recovered|ignor(?:ed|ing)|skip(?:ped|ping)|degraded|cached|default", re.I
    ),
    "outage": re.compile(
        r"time[d-]? ?out|temporar|unavailable|connection (?:refused|reset|aborted|closed)|unreachable"
        r"|not available|name resolution|\b50[234]\b|overloaded|database is locked|is down\b|no answer",
        re.I,
    ),
    "limited": re.compile(
        r"rate.?limit|too many|throttl|quota|limit (?:reached|exceeded)|\b429\b|too (?:large|long|big)", re.I
    ),
    "denied": re.compile(
        r"\b40[13]\b|forbidden|unauthori|permission|not allowed|denied|expired|csrf|bad signature|"
        r"(?:invalid|wrong|bad) (?:token|password|credentials?|signature|login)",
        re.I,
    ),
    "refused": re.compile(
        r"\b(?:400|405|409|413|415|422)\b|reject|refus|invalid|malformed|not (?:valid|supported)", re.I
    ),
    "missing": re.compile(r"\b404\b|not found|no such|does not exist|unknown", re.I),
    "duplicate": re.compile(r"duplicate|already|twice|unique constraint|conflict", re.I),
    "stopping": re.compile(
        r"shut(?:ting)? ?down|terminat|restart|sigterm|draining|drained|stopp(?:ed|ing)|deploy", re.I
    ),
    "slow": re.compile(
        r"\bslow\b|took (?:too )?long|\btook \S+ ?m?s|behind schedule|still running|overlap|lag\b", re.I
    ),
    "deprecated": re.compile(r"deprecat|will be removed|future version|no longer supported|obsolete", re.I),
    "gone": re.compile(r"client (?:disconnected|closed|went away|gone)|broken pipe|cancell?ed|connection lost", re.I),
    "unexpected": re.compile(
        r"unexpected|unhandled|internal error|traceback|bug\b|inconsisten|corrupt|impossible|fail", re.I
    ),
    "misuse": re.compile(
        r"within a transaction|in the current transaction|no transaction is active|syntax error|number of bindings"
        r"|(?:loop|session|cursor|database|file|transaction|generator) (?:is|was|has been) (?:already )?closed"
        r"|closed (?:database|cursor|file|session|transaction|event loop)|different (?:event )?(?:loop|thread)"
        r"|no such (?:table|column)|has no column|unknown column|column \S+ does not exist|lazy load|detached"
        r"|already (?:executing|iterating|been consumed)|another operation is in progress|cannot pickle"
        r"|changed size during iteration|circular reference|recursion depth",
        re.I,
    ),
    "never_awaited": re.compile(r"never (?:awaited|retrieved)|unclosed|leak|was destroyed but", re.I),
    "type_fault": re.compile(
        r"NoneType|has no attribute|not subscriptable|not iterable|unsupported operand|argument|positional"
        r"|not defined|out of range|division|not callable|unhashable|codec|no column|not JSON serializable",
        re.I,
    ),
}
_BOT = re.compile(
    r"bot\b|crawl|spider|scan|curl/|wget|nikto|sqlmap|nmap|zgrab|masscan|nuclei|go-http-client|libwww", re.I
)
_MONITOR = re.compile(r"monitor|uptime|pingdom|health|synthetic|probe|blackbox|statuscake|checkly|canary", re.I)
_PROBED = re.compile(
    r"/(?:\.env|\.git|\.aws|\.ssh|wp-|wordpress|phpmyadmin|xmlrpc|cgi-bin|actuator|admin\.php|etc/passwd|vendor/|"
    r"owa/|boaform|solr|jenkins|manager/html|\.well-known/security)|\.(?:php|asp|aspx|jsp|cgi)\b|\.\./|%2e%2e|<script",
    re.I,
)
_FRAMEWORKS = frozenset(
    "starlette fastapi flask wsgi asgi django sanic tornado aiohttp falcon bottle pyramid quart litestar".split()
)
_WORKERS = frozenset("celery rq huey arq dramatiq threading excepthook asyncio serverless apscheduler".split())
_LIBRARY_LOGGERS = frozenset(
    "urllib3 requests httpx httpcore aiohttp asyncio py sqlalchemy django uvicorn gunicorn werkzeug celery botocore "
    "boto3 kafka pika redis elasticsearch grpc websockets hypercorn waitress concurrent multipart charset_normalizer "
    "PIL apscheduler tenacity backoff kombu amqp pymongo paramiko".split()
)
_OUTSIDE = frozenset("development dev local test testing ci staging stage qa sandbox preview".split())


def telling(incident: Incident) -> Event:
    """The newest sample with a stack trace, else with an exception, else the newest."""
    newest_first = tuple(reversed(incident.samples))
    for event in newest_first:
        if any(raised.frames for raised in event.exceptions):
            return event
    return next((event for event in newest_first if event.exceptions), newest_first[0])


def texts(event: Event) -> str:
    """All that the event says in words, at most 4,000 characters."""
    return " ".join([event.message, *(raised.message for raised in event.exceptions)])[:4000]


def said(event: Event) -> dict[str, float]:
    """The event's own features."""
    return {**_reported(event), **_raised(event), **_worded(event), **_requested(event), **_steps(event)}


def _reported(event: Event) -> dict[str, float]:
    """Who reported it and how."""
    mechanism = event.raised.mechanism if event.raised else None
    kind = (mechanism.type or "").lower() if mechanism else ""
    logger = (event.logger or "").partition(".")[0]
    roots = {_root(frame) for raised in event.exceptions for frame in raised.in_app_frames}
    return {
        "exception": float(bool(event.exceptions)),
        "unhandled": float(mechanism is not None and mechanism.handled is False),
        "handled": float(mechanism is not None and mechanism.handled is True),
        "by_framework": float(kind in _FRAMEWORKS),
        "by_worker": float(kind in _WORKERS),
        "by_logging": float(kind in ("logging", "loguru") or (not event.exceptions and bool(event.logger))),
        "level_fatal": float(event.level == "fatal"),
        "level_warning": float(event.level == "warning"),
        "level_info": float(event.level in ("info", "debug")),
        "logger_of_library": float(logger in _LIBRARY_LOGGERS),
        "logger_of_warnings": float((event.logger or "") == "py.warnings"),
        "logger_of_app": float(bool(logger) and (logger in roots)),
        "template": float(bool(event.message_template) and event.message_template != event.message),
        "outside_production": float((event.environment or "").lower() in _OUTSIDE),
        "in_request": float(event.request is not None),
    }


def _raised(event: Event) -> dict[str, float]:
    """Who raised: the interpreter on a line of the service, a `raise` of the service, a library below it."""
    raised = event.raised
    names = [one.type.rpartition(".")[2] for one in event.exceptions]
    last = names[-1] if names else ""
    found = {f"type_{kind}": float(any(shape.search(name) for name in names)) for kind, shape in KINDS.items()}
    found |= {f"last_{kind}": float(bool(shape.search(last))) for kind, shape in KINDS.items()}
    found |= {
        "type_interpreter": float(bool(INTERPRETER_FAULTS & set(names))),
        "last_interpreter": float(last in INTERPRETER_FAULTS),
        "last_value": float(last in VALUE_FAULTS),
        "chained": float(len(names) > 1),
        "group": float(any(one.mechanism is not None and one.mechanism.is_exception_group for one in event.exceptions)),
    }
    return found | _stack(raised)


def _stack(raised: RaisedException | None) -> dict[str, float]:
    frames = raised.frames if raised else ()
    own = raised.in_app_frames if raised else ()
    inner = frames[-1] if frames else None
    line = (own[-1].source_line or "").strip() if own else ""
    below = len(frames) - 1 - max((index for index, frame in enumerate(frames) if frame.in_app), default=-1)
    module = (raised.module or "").partition(".")[0] if raised else ""
    roots = {_root(frame) for frame in own}
    return {
        "frames": float(bool(frames)),
        "own_frames": float(min(len(own), 10)),
        "own_share": len(own) / len(frames) if frames else 0.0,
        "innermost_own": float(inner is not None and inner.in_app),
        "below_own": float(min(below, 10)) if own else 0.0,
        "no_own_frame": float(bool(frames) and not own),
        "own_class": float(bool(module) and module in roots),
        "builtin_class": float(bool(raised) and module in ("", "builtins")),
        "library_class": float(bool(module) and module != "builtins" and module not in roots),
        "raise_line": float(line.startswith("raise")),
        "assert_line": float(line.startswith("assert")),
        "raise_own": float(line.startswith("raise") and bool(module) and module in roots),
        "fault_on_own_line": float(
            bool(raised)
            and inner is not None
            and inner.in_app
            and not line.startswith(("raise", "assert"))
            and (raised.type.rpartition(".")[2] if raised else "") in INTERPRETER_FAULTS | VALUE_FAULTS
        ),
    }


def _root(frame: Frame) -> str:
    module = frame.module or (frame.path or "").replace("/", ".")
    return module.lstrip(".").partition(".")[0]


def _worded(event: Event) -> dict[str, float]:
    message = texts(event)
    return {f"says_{kind}": float(bool(shape.search(message))) for kind, shape in WORDS.items()}


def _requested(event: Event) -> dict[str, float]:
    request = event.request
    if request is None:
        return {"bot": 0.0, "monitor": 0.0, "probed": 0.0, "reads_only": 0.0}
    agents = " ".join(value for key, value in request.headers.items() if key.lower() == "user-agent")[:500]
    address = f"{request.url}?{request.query}"[:2000]
    return {
        "bot": float(bool(_BOT.search(agents))),
        "monitor": float(bool(_MONITOR.search(agents))),
        "probed": float(bool(_PROBED.search(address))),
        "reads_only": float(request.method.upper() in ("GET", "HEAD", "OPTIONS")),
    }


def _steps(event: Event) -> dict[str, float]:
    """What the breadcrumbs tell of the minutes before."""
    last = event.breadcrumbs[-8:]
    failed = 0
    for crumb in last:
        status = crumb.data.get("status_code", crumb.data.get("http.response.status_code"))
        failed += isinstance(status, int) and status >= 500
    return {
        "steps_failed": float(failed > 0),
        "steps_bad": float(sum(crumb.level in ("warning", "error", "fatal") for crumb in last)),
    }
