import json
from datetime import UTC, datetime

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.past.exports import NO_BODY, NO_EVENTS, NOT_AN_ERROR, read_past
from arbase.intake.fingerprint.v1 import fingerprint
from arbase.intake.settings import IntakeSettings
from tests.unit.evaluation.past.shop import api_event, log_event, sdk_event

AT = "2026-09-10T08:00:00Z"
WHEN = datetime(2026, 9, 10, 8, tzinfo=UTC)


def read(tmp_path, content, name="export.json"):
    file = tmp_path / name
    text = "\n".join(map(json.dumps, content)) if name.endswith("l") else json.dumps(content)
    file.write_text(text)
    return read_past(file, IntakeSettings())


def test_an_event_of_the_web_api_is_the_event_that_the_sdk_sent(tmp_path):
    (one,) = read(tmp_path, [api_event(1, AT)]).events
    event = one.event("shop")
    assert (event.id, event.occurred_at, event.service) == ("0" * 31 + "1", WHEN, "shop")
    assert (event.release, event.environment, event.level) == ("shop@1.4.0", "production", "error")
    frame = event.exceptions[0].frames[0]
    assert (frame.line, frame.in_app, frame.source_line) == (3, True, "    rooms = payload['rooms']")
    assert (frame.before, frame.after) == (("    # rooms of a house",), ("    return rooms",))
    assert event.request is not None
    assert (event.request.query, event.request.headers["Content-Type"]) == ("currency=EUR", "application/json")
    assert event.user
    assert "someone" not in event.model_dump_json()
    assert fingerprint(event).digest == fingerprint(read(tmp_path, [sdk_event(2, AT)]).events[0].event("shop")).digest
    assert one.issues == ("4242424242",)


@pytest.mark.parametrize(
    "content",
    [
        sdk_event(1, AT),
        [sdk_event(1, AT)],
        {"results": [sdk_event(1, AT)]},
        {"event_id": "1" * 32, "issue": "6c7a", "digest_order": 1, "ingested_at": AT, "data": sdk_event(1, AT)},
        {"event_id": "1" * 32, "issue": "6c7a", "ingested_at": AT, "data": json.dumps(sdk_event(1, None))},
        {"event": sdk_event(1, AT), "label": "actionable"},
        {"shortId": "SHOP-1A", "id": "12", "status": "unresolved", "latestEvent": api_event(1, AT)},
        {"shortId": "SHOP-1A", "id": "12", "status": "resolved", "events": [api_event(1, AT)]},
    ],
    ids=["payload", "list", "page", "bugsink", "bugsink-text", "row", "issue", "issue-page"],
)
def test_every_known_export_gives_its_event(tmp_path, content):
    (one,) = read(tmp_path, content).events
    assert one.at == WHEN
    assert one.event("shop").exceptions[0].type == "KeyError"


def test_the_state_of_an_issue_is_a_persons_word_and_an_open_one_is_none(tmp_path):
    def label(status):
        issue = {"shortId": "SHOP-1A", "status": status, "events": [api_event(1, AT)]}
        return read(tmp_path, issue).events[0].label

    assert [label(one) for one in ("resolved", "ignored", "unresolved")] == [True, False, None]


def test_events_are_put_in_order_whatever_the_order_of_the_file(tmp_path):
    content = [sdk_event(2, "2026-09-11T00:00:00Z"), log_event(3, 1789000000), api_event(1, "2026-09-12T00:00:00Z")]
    assert [one.at.day for one in read(tmp_path, content, "export.jsonl").events] == [10, 11, 12]


def test_what_cannot_be_used_is_counted_with_its_reason(tmp_path):
    light = {key: value for key, value in api_event(2, AT).items() if key != "entries"}
    content = [
        sdk_event(1, AT),
        light,
        {"shortId": "SHOP-1A", "userCount": 3, "count": "7", "title": "KeyError"},
        {**sdk_event(3, AT), "type": "transaction"},
        {**sdk_event(4, AT), "event_id": "no"},
        {**log_event(5, None)},
    ]
    past = read(tmp_path, content)
    assert len(past.events) == 1
    assert set(past.skipped.values()) == {1}
    assert {NO_BODY, NO_EVENTS, NOT_AN_ERROR} <= set(past.skipped)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ([], "export.json", "holds no event"),
        ([{"eventID": "a" * 32, "title": "x"}], "export.json", "full=true"),
        ({"a": 1}, "export.txt", "unknown kind of file"),
        ([1], "export.json", "not a JSON object"),
        ([{"event": sdk_event(1, AT), "label": "?"}], "export.json", "label '?'"),
    ],
)
def test_an_export_that_cannot_be_used_is_one_sentence(tmp_path, content, name, sentence):
    with pytest.raises(UserError, match=sentence.replace("?", r"\?")):
        read(tmp_path, content, name)
