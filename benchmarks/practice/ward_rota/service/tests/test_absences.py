def away(login, first, last, kind="leave"):
    return {"kind": kind, "first_day": first, "last_day": last, "login": login}


def test_report(ask):
    answer = ask("berta", "POST", "/absences", json=away(None, "2026-10-05", "2026-10-09"))
    assert (answer.status_code, answer.json()["login"]) == (201, "berta")
    again = ask("anna", "POST", "/absences", json=away("berta", "2026-10-09", "2026-10-12"))
    assert again.json()["code"] == "away"


def test_leave_needs_days_without_shifts(ask):
    assert ask("berta", "POST", "/absences", json=away(None, "2026-09-22", "2026-09-22")).json()["code"] == "has-shifts"
    assert ask("berta", "POST", "/absences", json=away(None, "2026-09-22", "2026-09-22", "illness")).status_code == 201


def test_of_others(ask):
    assert ask("carl", "POST", "/absences", json=away("berta", "2026-10-05", "2026-10-09")).status_code == 403


def test_order_of_days(ask):
    assert ask("carl", "POST", "/absences", json=away(None, "2026-10-05", "2026-10-04")).status_code == 422


def test_away_people_cannot_be_assigned(ask):
    ask("anna", "POST", "/absences", json=away(None, "2026-09-22", "2026-09-22"))
    assert ask("anna", "POST", "/shifts/15/assignments", json={"login": "anna"}).json()["code"] == "away"


def test_of_ward(ask):
    found = ask("anna", "GET", "/wards/INT/absences?on=2026-09-28").json()
    assert [(one["login"], one["covered_by"]) for one in found] == [("carl", "berta")]
    assert ask("anna", "GET", "/wards/INT/absences").json() == []


def test_cover(ask):
    assert ask("anna", "GET", "/staff/carl/cover").json() == {"login": "carl", "day": "2026-09-16", "ask": "carl"}
    assert ask("anna", "GET", "/staff/carl/cover?on=2026-09-25").json()["ask"] == "berta"
    assert ask("anna", "GET", "/staff/emil/cover?on=2026-09-21").json()["ask"] == "dora"
    assert ask("anna", "GET", "/staff/emil/cover?on=2026-09-22").json()["ask"] is None


def test_cover_down_the_line(ask):
    ask("berta", "POST", "/absences", json=away(None, "2026-10-01", "2026-10-01", "illness"))
    assert ask("anna", "GET", "/staff/carl/cover?on=2026-10-01").json()["ask"] == "anna"
