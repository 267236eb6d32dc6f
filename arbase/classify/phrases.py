"""What a feature says to a person. A feature without a phrase moves the verdict but is not shown."""

from __future__ import annotations

_PHRASES: dict[str, str] = {
    "said.unhandled": "nobody caught the exception",
    "said.handled": "the service handled the error and reported it",
    "said.by_framework": "it ended a request",
    "said.by_worker": "it ended a background job",
    "said.by_logging": "it was reported by a log call",
    "said.level_warning": "it was logged as a warning",
    "said.level_info": "it was logged for information only",
    "said.level_fatal": "it was reported as fatal",
    "said.logger_of_library": "a library logged it",
    "said.logger_of_warnings": "it is a warning of a library",
    "said.outside_production": "it did not happen in production",
    "said.type_interpreter": "it is an error that code makes against itself",
    "said.last_interpreter": "it is an error that code makes against itself",
    "said.fault_on_own_line": "a plain line of the service failed",
    "said.own_class": "the exception's class is the service's own",
    "said.raise_line": "the line is a `raise`",
    "said.raise_own": "the service raises an exception of its own",
    "said.library_class": "a library's exception",
    "said.type_gone": "the client went away",
    "said.type_stop": "the process was told to stop",
    "said.type_network": "a connection failed",
    "said.type_denied": "access was denied",
    "said.type_limited": "a limit was reached",
    "said.type_refused": "something invalid was refused",
    "said.type_missing": "something was not found",
    "said.type_integrity": "something is there twice",
    "said.bot": "the traffic is that of a bot or scanner",
    "said.monitor": "the traffic is that of monitoring",
    "said.probed": "the path is one that scanners try",
    "said.says_retry": "the message speaks of another try",
    "said.says_outage": "the message speaks of an outage",
    "said.says_gave_up": "the message says that it was given up",
    "said.says_type_fault": "the message is that of a programming error",
    "said.says_unexpected": "the message calls it unexpected",
    "said.says_deprecated": "the message speaks of something deprecated",
    "said.steps_failed": "a call to another system failed just before",
    "behaviour.elsewhere": "other services fail at the same time",
    "behaviour.once": "it happened once",
    "behaviour.peak": "it came in a burst",
    "behaviour.users": "how many users are hit",
    "behaviour.span": "how long it goes on",
    "code.on_purpose": "the code raises this error on purpose",
    "code.own_type": "the exception's class is defined in this repository",
    "code.expected": "the repository catches this class by name",
    "code.caught_own": "a clause for the service's own exception reported it",
    "code.caught_specific": "a clause for exactly this kind of error reported it",
    "code.caught_broad": "only a catch-all clause reported it",
    "code.caught_nowhere": "no clause expects it",
    "code.guard": "a check in the code found the case",
    "code.answers_4xx": "the code answers it with 4xx",
    "code.answers_5xx": "the code answers it with 5xx",
    "code.retried": "the code tries again",
    "code.client_value": "the value came with the request",
    "triage.dependency": "an outside system failed",
    "triage.status_4xx": "the client got a 4xx",
    "triage.status_500": "the client got a 500",
    "triage.status_503": "the client got 502, 503 or 504",
    "rules.fault_of_code": "an error of code at a place in this repository",
    "rules.client_mistake": "the request was refused as the client's mistake",
    "rules.dependency_failed": "the failure is that of an outside system",
}


def phrase(name: str, value: float) -> str:
    """The phrase of a feature, turned round where the feature is absent; empty if there is none."""
    text = _PHRASES.get(name, "")
    if not text or name.startswith(("rules.", "behaviour.")):
        return text if value else ""
    return text if value else f"not: {text}"
