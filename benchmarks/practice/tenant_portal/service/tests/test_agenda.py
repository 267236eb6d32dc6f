import pytest

from portal.models import Account, Repair


@pytest.fixture
def wanted():
    repair = Repair.objects.get(title="Heating cold in the bath").pk
    trade = Account.objects.get(email="pipes@example.org").pk
    return {"repair": repair, "trade": trade, "starts_at": "2026-09-18T09:00:00+02:00", "ends_at": "2026-09-18T10:00:00+02:00"}


def test_book(ask, wanted):
    status, body = ask("brandt").post("/appointments", wanted)
    assert status == 201 and body["starts_at"] == "2026-09-18T09:00:00+02:00"
    assert ask("kern").post("/appointments", wanted)[0] == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": "2026-09-14T08:00:00+02:00", "ends_at": "2026-09-14T09:00:00+02:00"}, "starts_at"),
        ({"ends_at": "2026-09-18T08:00:00+02:00"}, "ends_at"),
        ({"ends_at": "2026-09-19T08:00:00+02:00"}, "__all__"),
        ({"repair": "x"}, "repair"),
    ],
)
def test_book_refused(ask, wanted, change, field):
    status, body = ask("brandt").post("/appointments", {**wanted, **change})
    assert status == 400 and field in body["fields"]


def test_book_for_others(ask, wanted):
    assert ask("petrova").post("/appointments", wanted)[0] == 404


def test_times_without_offset_are_berlin_time(ask, wanted):
    body = ask("brandt").post("/appointments", {**wanted, "starts_at": "2026-12-01 09:00", "ends_at": "2026-12-01 10:00"})[1]
    assert body["starts_at"] == "2026-12-01T09:00:00+01:00"


def test_cancel(ask, wanted):
    number = ask("brandt").post("/appointments", wanted)[1]["id"]
    assert ask("petrova")("DELETE", f"/appointments/{number}")[0] == 404
    assert ask("brandt")("DELETE", f"/appointments/{number}")[1]["cancelled"] is True
    assert ask("brandt").post("/appointments", wanted)[0] == 201


def test_agenda_of_appointments(ask):
    entries = ask("volt").get("/agenda")[1]["entries"]
    assert [(one["starts_at"], one["place"]) for one in entries] == [
        ("2026-09-17T09:00:00+02:00", "LI14-1"), ("2026-09-22T08:00:00+02:00", "HO3-1"),
    ]


def test_agenda_of_rounds(ask):
    entries = ask("brandt").get("/agenda?from=2027-01-01&to=2027-01-31")[1]["entries"]
    assert [(one["starts_at"], one["title"]) for one in entries] == [
        ("2027-01-04T07:30:00+01:00", "Meter reading"), ("2027-01-12T10:00:00+01:00", "Chimney sweep"),
    ]


def test_agenda_of_both(ask):
    assert ask("kern").post("/rounds", {"building": "LI12", "title": "Alarms", "day": "2026-09-16"})[0] == 201
    entries = ask("brandt").get("/agenda")[1]["entries"]
    assert [one["kind"] for one in entries] == ["round", "appointment"]


def test_agenda_too_long(ask):
    assert ask("brandt").get("/agenda?to=2027-09-14")[0] == 400
    assert ask("brandt").get("/agenda?to=2026-09-13")[0] == 400


def test_announce_round(ask):
    new = {"building": "HO3", "title": "Alarms", "day": "2026-12-01", "from_time": "14:00"}
    assert ask("kern").post("/rounds", new)[0] == 404
    assert ask("sahin").post("/rounds", new)[0] == 201
    assert ask("nowak").post("/rounds", new)[0] == 403
