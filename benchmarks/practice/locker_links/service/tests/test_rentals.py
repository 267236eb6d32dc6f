import pytest


def test_the_lowest_free_locker_is_given_out(app):
    answer = app("ota").post("/api/rentals", {"site": "HLN", "size": "S", "until": "2026-06-11T10:00:00+02:00"})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["locker"], made["until"], made["holder"]) == ("HLN-003", "2026-06-11T10:00:00+02:00", "+420601000001")
    assert len(made["code"]) == 6 and made["paid"] is None


def test_an_end_without_offset_is_meant_in_prague(app):
    answer = app("ota").post("/api/rentals", {"site": "HLN", "size": "M", "until": "2026-06-12T10:00"})
    assert answer.json()["until"] == "2026-06-12T10:00:00+02:00"


@pytest.mark.parametrize("until", ["tomorrow", "12.6.2026 10:00", 7, "", None])
def test_ends_that_are_no_moment(app, until):
    answer = app("ota").post("/api/rentals", {"site": "HLN", "size": "M", "until": until})
    assert (answer.status_code, answer.json()["problem"]) == (400, "unreadable")


@pytest.mark.parametrize("until", ["2026-06-10T09:30:00+02:00", "2026-06-01T10:00", "2026-09-01T10:00"])
def test_ends_that_are_not_allowed(app, until):
    answer = app("ota").post("/api/rentals", {"site": "HLN", "size": "M", "until": until})
    assert (answer.status_code, answer.json()["problem"]) == (400, "until")


def test_a_full_site(app):
    answer = app("ota").post("/api/rentals", {"site": "KLA", "size": "S", "until": "2026-06-11T10:00"})
    assert (answer.status_code, answer.json()["problem"]) == (409, "site-full")


def test_unknown_sites_and_sizes(app):
    assert app("ota").post("/api/rentals", {"site": "XXX", "size": "S", "until": "2026-06-11T10:00"}).status_code == 404
    assert app("ota").post("/api/rentals", {"site": "HLN", "size": "Z", "until": "2026-06-11T10:00"}).status_code == 400


def test_how_many_are_free(app):
    assert app().get("/api/sites/HLN/free?size=S").json() == {"site": "HLN", "size": "S", "free": 1}
    assert app().get("/api/sites/BER/free?size=B").json()["free"] == 2


def test_my_rentals(app):
    assert [each["locker"] for each in app("iva").get("/api/rentals").json()["rentals"]] == ["HLN-001", "SMI-003"]


def test_rentals_of_others(app, open_rental):
    number = open_rental("iva", "SMI")
    assert app("jan").get(f"/api/rentals/{number}").status_code == 403
    seen = app("ota").get(f"/api/rentals/{number}")
    assert seen.status_code == 200 and "code" not in seen.json()
    assert app("iva").get("/api/rentals/99999").status_code == 404


def test_extending(app, open_rental):
    number = open_rental("iva", "SMI")
    answer = app("iva").post(f"/api/rentals/{number}/extend", {"until": "2026-06-10T22:00"})
    assert answer.json()["until"] == "2026-06-10T22:00:00+02:00"
    again = app("iva").post(f"/api/rentals/{number}/extend", {"until": "2026-06-10T21:00"})
    assert again.json()["problem"] == "until"


def test_closing(app, open_rental):
    number = open_rental("iva", "SMI")
    answer = app("iva").post(f"/api/rentals/{number}/close")
    assert answer.json()["paid"] == "90.00"
    assert answer.json()["closed"] == "2026-06-10T09:30:00+02:00"


def test_closing_twice(app, open_rental):
    number = open_rental("eda", "KLA")
    assert app("eda").post(f"/api/rentals/{number}/close").json()["paid"] == "30.00"
    assert app("eda").post(f"/api/rentals/{number}/close").json()["problem"] == "closed"


def test_the_keypad(app):
    assert app().post("/api/lockers/HLN-001/open", {"code": "246810"}).json()["open"] is True
    assert app().post("/api/lockers/HLN-003/open", {"code": "246810"}).json()["problem"] == "not-rented"
    assert app().post("/api/lockers/HLN-099/open", {"code": "246810"}).status_code == 404
    assert app().post("/api/lockers/hln1/open", {"code": "246810"}).status_code == 404


def test_the_keypad_locks_after_five_misses(app):
    for code in ["000000", "246811", "2468100", "x", "24681"]:
        answer = app().post("/api/lockers/HLN-001/open", {"code": code})
        assert (answer.status_code, answer.json()["problem"]) == (403, "wrong-code")
    assert app().post("/api/lockers/HLN-001/open", {"code": "246810"}).status_code == 423


def test_what_is_no_json(app):
    from django.test import Client

    answer = Client(headers={"X-Locker-Token": "k-iva.demo-iva"}).post("/api/rentals", "{", content_type="application/json")
    assert answer.json()["problem"] == "unreadable"
