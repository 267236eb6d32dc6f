import pytest

GOOD = {"repair": 2, "trade": 4, "starts_at": "2026-09-18T16:00:00+02:00", "ends_at": "2026-09-18T18:00:00+02:00"}


def book(ask, who="brandt", **change):
    return ask(who).post("/appointments", {**GOOD, **change})


@pytest.mark.parametrize("ends_at", ["2026-09-19T08:00:00+02:00", "2026-09-19T00:30:00+02:00", "2026-10-18T18:00:00+02:00"])
def test_ends_on_another_day(ask, ends_at):
    status, body = book(ask, ends_at=ends_at)
    assert status == 400
    assert list(body["fields"]) == ["__all__"]
    assert "An appointment ends on its day." in body["fields"]["__all__"]


def test_whole_form_and_a_field(ask):
    status, body = book(ask, ends_at="2026-09-20T08:00:00+02:00", repair="x")
    assert status == 400 and set(body["fields"]) == {"__all__", "repair"}
    assert body["fields"]["repair"] == "Repair: Enter a whole number."


def test_field_errors_keep_their_labels(ask):
    status, body = book(ask, ends_at="2026-09-18T15:00:00+02:00")
    assert status == 400 and body["fields"] == {"ends_at": "Ends at: This is not after the start."}
    status, body = book(ask, starts_at="2026-09-14T09:00:00+02:00", ends_at="2026-09-14T12:00:00+02:00")
    assert status == 400 and body["fields"] == {"starts_at": "Starts at: This has passed."}
    status, body = ask(None).post("/sign-in", {"email": "brandt"})
    assert status == 400
    assert body["fields"] == {"email": "Email: Enter a valid email address.", "password": "Password: This field is required."}


def test_good_appointments(ask):
    status, body = book(ask)
    assert status == 201 and (body["starts_at"], body["ends_at"]) == (GOOD["starts_at"], GOOD["ends_at"])
    assert book(ask, who="kern")[0] == 409
    assert book(ask, who="petrova")[0] == 404
