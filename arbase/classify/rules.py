"""The rule head: every rule is a pure function that moves the log-odds and says why.

It is transparent rather than tuned: a learnt head stands behind the same interface. When no rule knows better an
incident is raised, since a missed bug costs more than a needless look. How often it comes and how many users it meets
says how urgent it is, never whether it is a fault (`benchmarks/LABELS.md`): no rule counts them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from arbase.classify.interface import Classifier
from arbase.classify.priority import WEIGHTS, impact
from arbase.classify.settings import ClassifySettings
from arbase.domain.incident import Incident
from arbase.domain.outcome import Done, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Queue, Reason, Verdict

PRIOR = 0.3
NAME = "rules@2"
"""Log-odds before any rule spoke: a little more likely a bug than not."""

CODE_FAULTS = frozenset(
    "ArithmeticError AssertionError AttributeError BufferError DetachedInstanceError ImportError IndexError KeyError "
    "LookupError ModuleNotFoundError NameError NotImplementedError OverflowError RecursionError "
    "ResponseValidationError RuntimeError StopIteration SyntaxError TypeError UnboundLocalError "
    "UnicodeDecodeError UnicodeEncodeError ValidationError ValueError ZeroDivisionError".split()
)
"""Exception types that code raises against itself; a client or a dependency seldom causes them directly."""

GONE_CLIENTS = frozenset(
    "BrokenPipeError CancelledError ClientDisconnect ClientDisconnected ConnectionAbortedError ConnectionResetError "
    "RequestAborted".split()
)
SHUTDOWNS = frozenset("GeneratorExit KeyboardInterrupt SystemExit WorkerShutdown".split())
_BOT = re.compile(r"bot\b|crawl|spider|scan|curl/|nikto|sqlmap|zgrab|masscan|python-requests|health-?check|probe", re.I)
_PROBED_PATH = re.compile(
    r"/(?:\.env|\.git|\.aws|wp-|wordpress|phpmyadmin|xmlrpc|cgi-bin|actuator|admin\.php|etc/passwd|vendor/phpunit)",
    re.I,
)
_CLIENT_STATUS = re.compile(
    r"\b(?:4\d\d (?:client error|bad request|not found|unauthori[sz]ed|forbidden)|HTTP 4\d\d)\b", re.I
)
_OUTAGE = re.compile(
    r"time[d-]? ?out|temporar|unavailable|connection (?:refused|reset|aborted|closed)|unreachable|try again|retry"
    r"|rate limit|too many requests|name resolution|50[234]\b|server overloaded|database is locked",
    re.I,
)
_RECOVERED = re.compile(
    r"\bretr(?:y|ied|ying)|fall(?:ing)? ?back|recovered|ignor(?:ed|ing)|skipp(?:ed|ing)|deprecat", re.I
)


Rule = Callable[[Incident, TriageReport], Reason | None]


def probability_of(weight: float) -> float:
    """The probability of a fault, by the sum of the rules' log-odds."""
    return 1.0 / (1.0 + math.exp(-PRIOR - weight))


class RuleClassifier(Classifier):
    """Adds up the rules' log-odds."""

    def __init__(self, settings: ClassifySettings | None = None) -> None:
        self._settings = settings or ClassifySettings()

    def classify(self, incident: Incident, report: TriageReport, observe: Observer) -> Outcome[Verdict]:
        """The verdict with its reasons, strongest first. Never declines."""
        reasons = [reason for rule in RULES if (reason := rule(incident, report)) is not None]
        probability = probability_of(sum(reason.weight for reason in reasons))
        weight = impact(incident, report)
        verdict = Verdict(
            incident_id=incident.id,
            probability=round(probability, 4),
            priority=round(probability * weight.value, 4),
            queue=queue_of(probability, self._settings),
            reasons=tuple(sorted(reasons, key=lambda reason: -abs(reason.weight))),
            classifier=NAME,
            impact=weight.parts,
            weights=dict(WEIGHTS),
        )
        main = verdict.reasons[0].text if verdict.reasons else "no rule applies"
        text = f"{verdict.queue.value} (p={verdict.probability:.2f}): {main}"
        observe(Progress(stage="classify", kind="verdict", incident_id=incident.id, text=text))
        return Done(value=verdict)


def queue_of(probability: float, settings: ClassifySettings) -> Queue:
    """Where the rules put an incident of this probability."""
    if probability >= settings.focus_at:
        return Queue.FOCUS
    return Queue.DISCARDED if probability < settings.discard_below else Queue.BACKLOG


def _types(incident: Incident) -> set[str]:
    return {raised.type.rsplit(".", 1)[-1] for raised in incident.latest.exceptions}


def _texts(incident: Incident) -> str:
    event = incident.latest
    return " ".join([event.message, *(raised.message for raised in event.exceptions)])[:4000]


def unhandled_crash(incident: Incident, report: TriageReport) -> Reason | None:
    """An exception that nobody caught ended a request or job."""
    if report.handled or not incident.latest.exceptions:
        return None
    return Reason(rule="unhandled", weight=1.2, text="an exception that nobody caught ended the request or job")


def server_error(incident: Incident, report: TriageReport) -> Reason | None:
    """The client saw a 5xx."""
    if report.status is None or report.status < 500:
        return None
    return Reason(rule="server-error", weight=0.6, text=f"the client got status {report.status}")


def fault_of_code(incident: Incident, report: TriageReport) -> Reason | None:
    """The exception type is one that code raises against itself, in this repository's own code."""
    kinds = _types(incident) & CODE_FAULTS
    if not kinds or report.crash is None or report.raised_on_purpose or report.dependency:
        return None
    return Reason(rule="code-fault", weight=1.6, text=f"{min(kinds)} in the service's own code at {report.crash}")


def raised_on_purpose(incident: Incident, report: TriageReport) -> Reason | None:
    """The code decided to raise: an expected rejection more often than a bug."""
    if not report.raised_on_purpose:
        return None
    return Reason(rule="on-purpose", weight=-0.9, text="the code raises this error on purpose")


def failing_command(incident: Incident, report: TriageReport) -> Reason | None:
    """Somebody of the team named a command that fails now."""
    if not incident.latest.command:
        return None
    return Reason(rule="failing-command", weight=4.0, text="the team named a command that fails now")


def only_logged(incident: Incident, report: TriageReport) -> Reason | None:
    """Somebody caught the error and wrote it down."""
    if not report.handled:
        return None
    return Reason(rule="handled", weight=-0.8, text="the service handled the error and only logged it")


def expected_case(incident: Incident, report: TriageReport) -> Reason | None:
    """A clause that names exactly this error, or a check for the case, reported it: the code was ready for it."""
    found = report.handling
    if not report.handled or not (found.caught in ("own", "specific") or found.guard):
        return None
    how = "a check in the code found the case" if found.guard else f"a clause for {found.caught} errors reported it"
    return Reason(rule="expected", weight=-1.7, text=how)


def caught_by_all(incident: Incident, report: TriageReport) -> Reason | None:
    """Only a catch-all stood in the way: nobody had this error in mind."""
    if not report.handled or report.handling.caught != "broad" or report.dependency or report.raised_on_purpose:
        return None
    return Reason(rule="catch-all", weight=1.3, text="only a catch-all clause reported it")


def low_level(incident: Incident, report: TriageReport) -> Reason | None:
    """Warnings and below are not errors by the service's own judgement."""
    if incident.level in {"error", "fatal", "critical"}:
        return None
    return Reason(rule="level", weight=-1.8, text=f"logged as {incident.level}, not as an error")


def plain_message(incident: Incident, report: TriageReport) -> Reason | None:
    """A log line without an exception."""
    if incident.latest.exceptions:
        return None
    return Reason(rule="message-only", weight=-0.9, text="a log line without an exception")


def client_mistake(incident: Incident, report: TriageReport) -> Reason | None:
    """The answer or the message says 4xx."""
    by_status = report.status is not None and 400 <= report.status < 500
    if not by_status and not _CLIENT_STATUS.search(_texts(incident)):
        return None
    return Reason(rule="client-mistake", weight=-2.2, text="the request was refused as the client's mistake (4xx)")


def dependency_failed(incident: Incident, report: TriageReport) -> Reason | None:
    """An outside system did not answer."""
    if not report.dependency:
        return None
    weight = -2.4 if _OUTAGE.search(_texts(incident)) else -1.4
    return Reason(
        rule="dependency", weight=weight, text=f"the failure is that of {report.dependency}, outside this code"
    )


def transient_text(incident: Incident, report: TriageReport) -> Reason | None:
    """The message speaks of an outage or a retry although no dependency was recognised."""
    if report.dependency or not _OUTAGE.search(_texts(incident)) or _types(incident) & CODE_FAULTS:
        return None
    return Reason(rule="transient", weight=-1.2, text="the message speaks of an outage that passes")


def recovered(incident: Incident, report: TriageReport) -> Reason | None:
    """The service says that it went on."""
    if incident.latest.exceptions and not report.handled:
        return None
    if not _RECOVERED.search(_texts(incident)):
        return None
    return Reason(rule="recovered", weight=-1.0, text="the service says that it went on by itself")


def client_gone(incident: Incident, report: TriageReport) -> Reason | None:
    """The client hung up. A cancellation that became a time-out on its way is one of our own making."""
    raised = incident.latest.raised
    if raised is None or raised.type.rsplit(".", 1)[-1] not in GONE_CLIENTS:
        return None
    return Reason(rule="client-gone", weight=-3.0, text="the client closed the connection")


def shutting_down(incident: Incident, report: TriageReport) -> Reason | None:
    """The process was told to stop."""
    if not _types(incident) & SHUTDOWNS:
        return None
    return Reason(rule="shutdown", weight=-3.0, text="the process was told to stop")


def bot(incident: Incident, report: TriageReport) -> Reason | None:
    """A scanner or bot; weak evidence only when the code really crashed, since a bot can find a bug."""
    request = incident.latest.request
    if request is None:
        return None
    agents = " ".join(value for key, value in request.headers.items() if key.lower() == "user-agent")
    probed = _PROBED_PATH.search(request.url)
    if not probed and not _BOT.search(agents):
        return None
    crashed = bool(_types(incident) & CODE_FAULTS) and not report.handled
    return Reason(rule="bot", weight=-0.2 if crashed else -1.6, text="the traffic is that of a bot or scanner")


def not_production(incident: Incident, report: TriageReport) -> Reason | None:
    """Nobody's business is hurt outside production."""
    environments = {name.lower() for name in incident.environments}
    if not environments or not environments <= {"dev", "development", "local", "test", "testing", "ci"}:
        return None
    return Reason(rule="environment", weight=-1.5, text=f"seen only in {', '.join(sorted(environments))}")


def recent_commit(incident: Incident, report: TriageReport) -> Reason | None:
    """The failing lines were changed shortly before the error began."""
    if not report.suspects or report.suspects[0].score < 0.5 or report.dependency:
        return None
    suspect = report.suspects[0]
    return Reason(rule="suspect", weight=0.7, text=f"commit {suspect.sha[:8]} changed the failing code: {suspect.why}")


RULES: tuple[Rule, ...] = (
    unhandled_crash,
    server_error,
    fault_of_code,
    raised_on_purpose,
    failing_command,
    only_logged,
    expected_case,
    caught_by_all,
    low_level,
    plain_message,
    client_mistake,
    dependency_failed,
    transient_text,
    recovered,
    client_gone,
    shutting_down,
    bot,
    not_production,
    recent_commit,
)
