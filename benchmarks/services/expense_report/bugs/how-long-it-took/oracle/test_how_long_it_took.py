import pytest


def shown(call, number):
    answer = call("E-010", "GET", f"/reports/{number}/durations")
    assert answer.status_code == 200
    assert answer.json["number"] == number
    return {name: None if answer.json[name] is None else float(answer.json[name]) for name in ("decision", "payment")}


@pytest.mark.parametrize(
    ("number", "decision", "payment"),
    [
        ("ER-2026-0001", 94620, 1858380),
        ("ER-2026-0003", 199800, 2011500),
        ("ER-2026-0006", 102600, None),
        ("ER-2026-0010", 225000, None),
        ("ER-2026-0005", 81000, None),
        ("ER-2026-0011", None, None),
        ("ER-2026-0015", None, None),
    ],
)
def test_durations_are_in_seconds(call, number, decision, payment):
    assert shown(call, number) == {"decision": decision, "payment": payment}


def test_fresh_decision(call):
    call("E-006", "POST", "/reports/ER-2026-0011/approve")
    assert shown(call, "ER-2026-0011") == {"decision": 1641600, "payment": None}


def test_durations_of_others_are_forbidden(call):
    assert call("E-007", "GET", "/reports/ER-2026-0003/durations").status_code == 403
    assert call("E-010", "GET", "/reports/ER-2026-0999/durations").status_code == 404


def test_amounts_and_instants_stay_text(call):
    body = call("E-010", "GET", "/reports/ER-2026-0003").json
    assert (body["total"]["amount"], body["paid_at"]) == ("872.18", "2026-07-31T22:15:00+00:00")
