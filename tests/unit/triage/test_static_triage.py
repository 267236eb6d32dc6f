from __future__ import annotations

import time

import pytest

from arbase.domain.event import Frame, HttpRequest
from arbase.domain.outcome import Declined, Failed
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, RelatedIncident
from arbase.triage.static import StaticTriage
from tests.unit.triage.conftest import foreign, frame, incident, raised

AREA = frame("shop/prices.py", 2, "area")
TOTAL = frame("shop/prices.py", 8, "total")
QUOTED = frame("shop/prices.py", 13, "quoted")
REQUEST = HttpRequest(method="POST", url="http://shop/estimate?token=x")


def test_crash_is_the_innermost_own_frame_with_its_way_context_and_suspect(triage):
    case = incident(
        raised("KeyError", "'area'", foreign("starlette.routing", "app"), QUOTED, TOTAL, AREA, type="x", handled=False),
        request=REQUEST,
    )
    report = triage(case)
    assert report.crash == CodeLocation(path="shop/prices.py", line=2, function="area")
    assert [place.function for place in report.path_through] == ["quoted", "total", "area"]
    assert report.context is not None
    assert report.context.lines[1] == '    return house["area"]'
    assert (report.exception, report.message, report.status) == ("KeyError", "'area'", 500)
    assert not report.handled
    assert not report.raised_on_purpose
    assert report.dependency is None
    assert report.suspects[0].subject == "Trust the area"
    assert (report.since, report.since_release) == (case.first_seen, "shop@1.0")
    assert report.runbooks[0].title == "Prices"
    assert report.summary == (
        "KeyError: 'area' at shop/prices.py:2 in area, 3 times for 2 users since 2026-02-01 00:00 (release shop@1.0)"
    )
    assert report.evidence[0].location == report.crash
    assert "token" not in report.model_dump_json()


def test_crash_below_an_own_line_in_foreign_code_is_at_the_own_line(triage):
    report = triage(incident(raised("ValueError", "x", TOTAL, foreign("json.decoder", "decode"))))
    assert report.crash is not None
    assert report.crash.line == 8
    assert any("json.decoder.decode" in item.finding for item in report.evidence)


def test_error_that_a_handler_turned_into_another_is_traced_to_its_cause(triage):
    cause = raised("KeyError", "'area'", QUOTED, TOTAL, AREA, exception_id=1, parent_id=0)
    outer = raised("PriceError", "no price", frame("shop/prices.py", 15, "quoted"), exception_id=0, handled=False)
    report = triage(incident(cause, outer))
    assert report.exception == "KeyError"
    assert report.crash == CodeLocation(path="shop/prices.py", line=2, function="area")
    assert any("it became PriceError" in item.finding for item in report.evidence)


def test_error_that_arose_while_another_was_handled_is_itself_the_failure(triage):
    context = raised("ConnectError", "refused", frame("shop/maps.py", 14, "position"), module="httpx")
    report = triage(incident(context, raised("KeyError", "'area'", AREA)))
    assert (report.exception, report.dependency) == ("KeyError", None)


def test_member_of_a_group_that_touches_the_repository_is_looked_at(triage):
    members = [
        raised("OSError", "x", foreign("anyio", "run"), exception_id=2, parent_id=0),
        raised("KeyError", "'area'", AREA, exception_id=1, parent_id=0),
    ]
    group = raised("ExceptionGroup", "2 errors", QUOTED, exception_id=0, is_exception_group=True)
    report = triage(incident(*members, group))
    assert report.exception == "KeyError"
    assert report.crash is not None
    assert report.crash.function == "area"


def test_numbers_of_a_chain_that_go_in_circles_do_no_harm(triage):
    one = raised("A", "x", AREA, exception_id=1, parent_id=2)
    two = raised("B", "x", frame("shop/prices.py", 15, "quoted"), exception_id=2, parent_id=1)
    assert triage(incident(one, two)).crash is not None
    same = raised("C", "x", AREA, exception_id=0, parent_id=0, is_exception_group=True)
    assert triage(incident(same, same)).crash is not None


def test_raise_statement_is_told_from_an_accident(triage):
    report = triage(incident(raised("ValueError", "an area below zero", frame("shop/prices.py", 7, "total"))))
    assert report.raised_on_purpose


def test_logged_message_is_handled_and_found_in_the_code(triage):
    case = incident(message="Position of Main Street 5 is only approximate", level="warning",
                    message_template="Position of %s is only approximate", logger="shop.maps")  # fmt: skip
    report = triage(case)
    assert report.handled
    assert (report.crash, report.exception) == (None, "")
    assert report.evidence[0].location == CodeLocation(path="shop/maps.py", line=21, function="position")


def test_exception_that_the_service_logged_is_handled(triage):
    report = triage(incident(raised("KeyError", "'area'", AREA, type="logging", handled=True)))
    assert report.handled


def test_related_incidents_are_kept_only_with_a_reason(triage):
    related = (
        RelatedIncident(id="1" * 12, title="KeyError: 'rooms'", why="the same place, the same kind of error"),
        RelatedIncident(id="2" * 12, title="OSError: disk", why=""),
        RelatedIncident(id="0123456789ab", title="KeyError: 'area'", why="the same place"),
    )
    report = triage(incident(raised("KeyError", "'area'", AREA)), related)
    assert [(found.id, "KeyError" in found.why) for found in report.related] == [("1" * 12, True)]


def test_event_without_exception_and_message_is_declined(repository):
    outcome = StaticTriage().triage(incident(), Service(name="shop", repository=repository), (), unobserved)
    assert isinstance(outcome, Declined)
    assert "neither an exception nor a message" in outcome.reason


def test_missing_repository_is_a_failure_that_names_it(tmp_path):
    service = Service(name="shop", repository=tmp_path / "gone")
    outcome = StaticTriage().triage(incident(raised("KeyError", "x")), service, (), unobserved)
    assert isinstance(outcome, Failed)
    assert "gone" in outcome.error


def test_plain_folder_is_read_without_history(repository, tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "prices.py").write_text((repository / "shop/prices.py").read_text())
    service = Service(name="shop", repository=tmp_path)
    outcome = StaticTriage().triage(incident(raised("KeyError", "'area'", AREA)), service, (), unobserved)
    assert outcome.kind == "done"
    assert outcome.value.crash.line == 2
    assert outcome.value.suspects == ()


HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "a\0b",
    "x" * 1_000_000,
    "\x1b[31m\x1b]0;title\x07red",
    "\u202egnp.exe",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_are_only_data(triage, text):
    started = time.monotonic()
    bad = Frame(module=text, function=text, path=text, absolute_path=text, line=10**9, source_line=text,
                before=(text,) * 5, after=(text,) * 5)  # fmt: skip
    case = incident(
        raised(text, text, bad, AREA, bad, module=text),
        message=text, transaction=text, logger=text, release=text, tags={text: text}, contexts={"response": text},
        request=HttpRequest(method=text, url=text),
    ).model_copy(update={"title": text, "culprit": text, "first_release": text})  # fmt: skip
    report = triage(case, (RelatedIncident(id="1", title=text, why=text),))
    assert report.crash == CodeLocation(path="shop/prices.py", line=2, function="area")
    told = [report.summary, report.message, report.exception, *(item.finding for item in report.evidence)]
    assert all(line.isprintable() for line in told)
    assert len(report.model_dump_json()) < 20_000
    assert time.monotonic() - started < 5


def test_recursion_of_one_line_is_placed_at_that_line(triage):
    report = triage(incident(raised("RecursionError", "deep", QUOTED, *([TOTAL] * 97), AREA)))
    assert [place.function for place in report.path_through] == ["quoted", "total"]


def test_thousand_frames_of_a_recursion_stay_bounded(triage):
    report = triage(incident(raised("RecursionError", "deep", *([QUOTED, TOTAL] * 500), AREA)))
    assert len(report.path_through) <= 50
    # Not the call that happened to find the stack full.
    assert report.crash is not None
    assert report.crash.function == "total"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"contexts": {"response": {"status_code": 503}}}, 503),
        ({"tags": {"http.status_code": "404"}}, 404),
        ({"tags": {"status_code": "99999"}}, None),
        ({"contexts": {"response": {"status_code": True}}}, None),
        ({"extra": {"status_code": "502"}}, 502),
    ],
)
def test_status_is_taken_from_where_it_is_reported(triage, fields, status):
    assert triage(incident(raised("KeyError", "x", AREA), **fields)).status == status


def test_status_of_another_system_in_a_message_is_not_ours(triage):
    assert triage(incident(message="maps: it answered 502", request=REQUEST)).status is None
    assert triage(incident(message='"GET /x HTTP/1.1" 500', request=REQUEST)).status == 500
