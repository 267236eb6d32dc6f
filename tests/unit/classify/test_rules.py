from datetime import UTC, datetime

import pytest

from arbase.classify.rules import RULES, ClassifySettings, RuleClassifier
from arbase.domain.event import Event, HttpRequest, RaisedException
from arbase.domain.incident import Fingerprint, FingerprintPart, Incident
from arbase.domain.outcome import Done
from arbase.domain.progress import unobserved
from arbase.domain.triage import CodeLocation, TriageReport
from arbase.domain.verdict import Queue

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CRASH = CodeLocation(path="shop/cart.py", line=12, function="total")


def incident(exception="KeyError", message="'price'", **changes):
    event_keys = {"request", "level", "environment", "command"}
    event = Event(
        id="e1",
        service="shop",
        received_at=NOW,
        occurred_at=NOW,
        message=message if not exception else "",
        exceptions=(RaisedException(type=exception, message=message),) if exception else (),
        **{key: value for key, value in changes.items() if key in event_keys},
    )
    facts = {
        "id": "abcd",
        "service": "shop",
        "fingerprint": Fingerprint(
            version="v1", rule="exception", digest="d", parts=(FingerprintPart(kind="type", value="x"),)
        ),
        "title": f"{exception}: {message}",
        "count": 1,
        "users": 1,
        "first_seen": NOW,
        "last_seen": NOW,
        "environments": ("production",),
        "samples": (event,),
    }
    return Incident(
        **{**facts, **{key: value for key, value in changes.items() if key not in {"request", "command"}}}
        | {"level": changes.get("level", "error")}
    )


def report(**changes):
    return TriageReport(
        **{"incident_id": "abcd", "summary": "s", "since": NOW, "crash": CRASH, "status": 500, **changes}
    )


def verdict(found, told, settings=None):
    outcome = RuleClassifier(settings).classify(found, told, unobserved)
    assert isinstance(outcome, Done)
    return outcome.value


BOT = HttpRequest(url="http://shop/wp-login.php", headers={"User-Agent": "zgrab/0.x"})

NOISE = {
    "client gone": (incident("ClientDisconnect", ""), report(status=None, crash=None)),
    "broken pipe": (incident("BrokenPipeError", "[Errno 32] Broken pipe"), report(status=None, handled=True)),
    "shutdown": (incident("SystemExit", "0"), report(status=None, crash=None)),
    "outage": (
        incident("ConnectTimeout", "timed out"),
        report(status=503, dependency="httpx (geo.example)", handled=True),
    ),
    "rejected by the rules of business": (
        incident("OrderRejected", "limit exceeded"),
        report(status=409, raised_on_purpose=True, handled=True),
    ),
    "warning": (
        incident("", "cache is cold, falling back", level="warning"),
        report(status=None, crash=None, handled=True),
    ),
    "bot": (
        incident("", "Not Found: /wp-login.php", level="error", request=BOT),
        report(status=404, crash=None, handled=True),
    ),
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_is_discarded(name):
    assert verdict(*NOISE[name]).queue is Queue.DISCARDED


BUGS = {
    "key error in own code": (incident(), report()),
    "attribute of None": (incident("AttributeError", "'NoneType' object has no attribute 'x'"), report()),
    "background job without status": (incident("ZeroDivisionError", "division by zero"), report(status=None)),
    "found by a bot": (incident("ValueError", "invalid literal for int()", request=BOT), report()),
    "third-party frame on top": (incident("OperationalError", "no such column: pric"), report()),
    "nothing is known": (incident("StrangeError", "?"), report(status=None, crash=None)),
}


@pytest.mark.parametrize("name", BUGS)
def test_bugs_are_raised(name):
    assert verdict(*BUGS[name]).queue is Queue.FOCUS


def test_a_fault_that_the_code_was_ready_for_is_noise_and_one_that_fell_into_a_catch_all_is_not():
    ready = report(status=None, handled=True, handling={"caught": "specific", "ends": "returns"})
    fell = report(status=None, handled=True, handling={"caught": "broad", "ends": "returns"})
    assert verdict(incident(), ready).queue is not Queue.FOCUS
    assert verdict(incident(), fell).queue is Queue.FOCUS


def test_a_time_out_of_our_own_is_not_a_client_that_went_away():
    chain = tuple(RaisedException(type=kind, message="") for kind in ("CancelledError", "TimeoutError"))
    event = incident("TimeoutError", "").latest.model_copy(update={"exceptions": chain})
    ours = incident("TimeoutError", "").model_copy(update={"samples": (event,)})
    assert verdict(ours, report()).queue is Queue.FOCUS


def test_reasons_are_given_strongest_first_and_add_up():
    found = verdict(*NOISE["outage"])
    weights = [abs(reason.weight) for reason in found.reasons]
    assert weights == sorted(weights, reverse=True)
    assert all(reason.text and reason.rule for reason in found.reasons)


def test_a_command_that_the_team_names_is_raised_whatever_it_says():
    found = incident("", "temporarily unavailable, falling back", command=("python", "job.py"))

    assert verdict(found, report(status=None, crash=None, handled=True)).queue is Queue.FOCUS


def test_more_users_mean_more_priority_and_make_no_fault_of_what_is_none():
    few = verdict(incident(), report())
    many = verdict(incident(users=500, count=2000), report())
    assert many.priority > few.priority
    assert many.probability == few.probability


def test_the_lines_are_drawn_by_settings():
    strict = ClassifySettings(focus_at=1.0, discard_below=0.0)
    assert verdict(incident(), report(), strict).queue is Queue.BACKLOG


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_can_speak_and_can_be_silent(rule):
    cases = [
        *NOISE.values(),
        *BUGS.values(),
        (incident(environments=("test",), users=9), report()),
        (incident("", "make check ended with 2", command=("make", "check")), report(status=None, crash=None)),
        (incident("HTTPError", "404 Client Error"), report(status=None)),
    ]
    cases.append((incident("", "upstream unavailable"), report(status=None, crash=None)))
    expected = {"caught": "specific", "logged": "error", "ends": "returns"}
    cases.append((incident(), report(status=None, handled=True, handling=expected)))
    cases.append((incident(), report(status=None, handled=True, handling={"caught": "broad"})))
    suspect = {"sha": "a" * 40, "author": "x", "at": NOW, "subject": "s", "score": 0.9, "why": "changed the line"}
    cases.append((incident(), report(suspects=(suspect,))))
    spoken = {rule(*case) is not None for case in cases}
    assert spoken == {True, False}
