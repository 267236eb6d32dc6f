import pytest


def office(browse):
    answer = browse("liis", "/office/claims")
    assert answer.status == 200
    return {row[0]: row[4:] for row in answer.page.rows}


def decide(browse, number, verdict="accept"):
    return browse("liis", f"/office/claims/{number}/decide", {"verdict": verdict}).status


def test_decisions_of_before(browse):
    assert office(browse) == {
        "5": ["accepted", "12.06.2026 16:20", "–", "–"],
        "4": ["open", "12.06.2026 11:40", "–", "–"],
        "3": ["rejected", "11.06.2026 08:15", "–", "–"],
        "2": ["accepted", "10.06.2026 14:00", "–", "–"],
        "1": ["accepted", "03.06.2026 09:30", "–", "–"],
    }


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_decided(browse, verdict, state):
    assert decide(browse, 4, verdict) == 303
    found = office(browse)
    assert found["4"] == [state, "12.06.2026 11:40", "16.06.2026 10:00", "94"]
    assert found["5"] == ["accepted", "12.06.2026 16:20", "–", "–"]
    rows = {row[0]: row[1:] for row in browse("kalev", "/portal/claims").page.rows}
    assert rows == {
        "4": ["Towel", "3", state, "Declared on the slip", "94"],
        "1": ["Double sheet", "2", "accepted", "–", "–"],
    }
    assert decide(browse, 4, "reject") == 409
    assert office(browse) == found


@pytest.mark.parametrize(
    ("at", "shown", "hours"),
    [
        ("2026-06-16T10:00:00+03:00", "16.06.2026 10:00", "0"),
        ("2026-06-16T10:59:59+03:00", "16.06.2026 10:59", "0"),
        ("2026-06-16T11:00:00+03:00", "16.06.2026 11:00", "1"),
        ("2026-06-16T20:59:30.250000+00:00", "16.06.2026 23:59", "13"),
    ],
)
def test_hours(browse, now, at, shown, hours):
    assert browse("meri", "/portal/claims", {"item": "TOWEL", "pieces": "2"}).status == 303
    now(at)
    assert decide(browse, 6) == 303
    assert office(browse)["6"] == ["accepted", "16.06.2026 10:00", shown, hours]
    assert browse("meri", "/portal/claims").page.rows[0] == ["6", "Towel", "2", "accepted", "–", hours]


def test_when_the_clocks_change(browse, now):
    now("2026-03-28T12:00:00+02:00")
    assert browse("nomme", "/portal/claims", {"item": "GOWN", "pieces": "1"}).status == 303
    now("2026-03-29T12:00:00+03:00")
    assert decide(browse, 6, "reject") == 303
    assert office(browse)["6"] == ["rejected", "28.03.2026 12:00", "29.03.2026 12:00", "23"]


def test_filters(browse):
    assert decide(browse, 4) == 303
    answer = browse("liis", "/office/claims?state=accepted")
    assert [row[0] for row in answer.page.rows] == ["5", "4", "2", "1"]
    assert answer.page.entries == ["open: 0", "accepted: 4", "rejected: 1"]
    assert browse("liis", "/office/claims?state=open").page.rows == []
