import pytest

PATH = "/reports/ER-2026-0006/history"


def actions(call, since, number="ER-2026-0006", actor="E-007"):
    answer = call(actor, "GET", f"/reports/{number}/history", query_string={"since": since})
    assert answer.status_code == 200
    return [step["action"] for step in answer.json["history"]]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-08-05T18:00:00", ["approve"]),
        ("2026-08-05T02:00:00", ["submit", "approve"]),
        ("2026-08-06", ["approve"]),
        ("2026-08-06T23:30", []),
        ("2026-08-05 18:00:00.5", ["approve"]),
        ("2026-08-05T18:00:00+00:00", ["approve"]),
        ("2026-08-06T10:00:00-05:00", []),
        ("2026-08-06T18:00:00+05:00", ["approve"]),
        ("2026-08-06T13:59:59Z", ["approve"]),
        ("", ["submit", "approve"]),
    ],
)
def test_steps_since_an_instant(call, since, expected):
    assert actions(call, since) == expected


def test_paid_report(call):
    assert actions(call, "2026-06-09T20:00:00", "ER-2026-0001") == ["pay"]
    assert actions(call, "2026-06-08T20:00:00", "ER-2026-0001", "E-010") == ["approve", "pay"]


def test_whole_history_without_since(call):
    body = call("E-007", "GET", PATH).json
    assert [step["at"] for step in body["history"]] == ["2026-08-05T09:30:00+00:00", "2026-08-06T14:00:00+00:00"]


def test_other_text_is_refused(call):
    for text in ("yesterday", "2026-13-01", "12:00"):
        assert call("E-007", "GET", PATH, query_string={"since": text}).status_code == 422
