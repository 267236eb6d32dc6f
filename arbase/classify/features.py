"""Features of an incident: pure functions of the incident and its triage report, the same in service and harness.

They must mean the same for a service that was never seen: no names, no vocabulary of a business. Suspect commits,
runbooks and identifiers are left out on purpose, so that the classifier does not depend on how much history is there.
"""

from __future__ import annotations

import re

from arbase.classify.behaviour import behaviour
from arbase.classify.rules import RULES
from arbase.classify.said import said, telling, texts
from arbase.domain.incident import Incident
from arbase.domain.normalise import normalise_message
from arbase.domain.triage import TriageReport

VERSION = "features@2"
GROUPS = ("said", "behaviour", "code", "triage", "rules")
_MARK = re.compile(r"<\w+>")
_NAME = re.compile(r"\b\w*(?:_|[a-z][A-Z]|\d)\w*\b|\b[A-Z]\w+\b")


def features(incident: Incident, report: TriageReport) -> dict[str, float]:
    """All features by `group.name`; every incident has the same names. `incident` has at least one sample."""
    event = telling(incident)
    groups = {
        "said": said(event),
        "behaviour": behaviour(incident, report),
        "code": _code(report),
        "triage": _triage(report),
        "rules": _rules(incident, report),
    }
    return {f"{group}.{name}": value for group, values in groups.items() for name, value in values.items()}


def wording(incident: Incident) -> str:
    """The words of the error without values and identifiers, for n-grams; what could name a service is gone."""
    event = telling(incident)
    text = normalise_message(texts(event), 600)
    types = " ".join(
        f"type:{raised.type.rpartition('.')[2]}" for raised in event.exceptions if _is_public(raised.module)
    )
    return f"{types} {_NAME.sub(' ', _MARK.sub(' ', text))}".lower().strip()


def _is_public(module: str | None) -> bool:
    """Whether the class belongs to the language; a service's own class would name the service."""
    return (module or "builtins").partition(".")[0] in ("builtins", "json", "socket", "asyncio", "sqlite3")


def _code(report: TriageReport) -> dict[str, float]:
    """What the code at the places says."""
    found = report.handling
    return {
        "located": float(report.crash is not None),
        "depth": float(min(8, len(report.path_through))),
        "on_purpose": float(report.raised_on_purpose),
        "own_type": float(found.own_type is True),
        "expected": float(found.expected),
        "on_purpose_own": float(report.raised_on_purpose and found.own_type is True),
        "on_purpose_expected": float(report.raised_on_purpose and found.expected),
        **{f"caught_{kind}": float(found.caught == kind) for kind in ("own", "specific", "broad")},
        "caught_nowhere": float(not found.caught and not report.handled and report.crash is not None),
        "guard": float(found.guard),
        **{f"logged_{level}": float(found.logged == level) for level in ("warning", "error", "exception", "fatal")},
        **{f"ends_{end}": float(found.ends == end) for end in ("returns", "continues", "raises", "falls")},
        "answers_4xx": float(found.status is not None and found.status < 500),
        "answers_5xx": float(found.status is not None and found.status >= 500),
        "retried": float(found.retried),
        **{f"entry_{kind}": float(found.entry == kind) for kind in ("route", "task", "command")},
        "client_value": float(found.client_value),
    }


def _triage(report: TriageReport) -> dict[str, float]:
    status = report.status or 0
    return {
        "handled": float(report.handled),
        "dependency": float(report.dependency is not None),
        "dependency_handled": float(report.dependency is not None and report.handled),
        "status_4xx": float(400 <= status < 500),
        "status_429": float(status == 429),
        "status_500": float(status == 500),
        "status_503": float(status in (502, 503, 504)),
        "status_none": float(status == 0),
    }


def _rules(incident: Incident, report: TriageReport) -> dict[str, float]:
    """What the transparent rules say, one by one and in sum; history is left out."""
    weights = {rule.__name__: rule(incident, report) for rule in RULES}
    weights.pop("recent_commit")
    found = {name: 0.0 if reason is None else reason.weight for name, reason in weights.items()}
    return {**found, "sum": sum(found.values())}
