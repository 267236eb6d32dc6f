from django.test import override_settings

from blood_bank.models import Unit


def codes(client, query=""):
    answer = client.get(f"/api/units{query}")
    assert answer.status_code == 200
    return [unit["code"] for unit in answer.json()["units"]]


def test_shelf_in_order_of_expiry(client):
    assert codes(client) == ["U-0007", "U-0004", "U-0006", "U-0002", "U-0003", "U-0005"]


def test_shelf_is_limited(client):
    with override_settings(LIST_LIMIT=2):
        assert codes(client) == ["U-0007", "U-0004"]


def test_shelf_narrowed(client):
    assert codes(client, "?group=O-") == ["U-0007", "U-0006"]
    assert codes(client, "?component=plasma&group=A%2B") == ["U-0003"]


def test_levels(client):
    assert client.get("/api/stock").json() == {
        "O-": 2, "O+": 1, "A-": 0, "A+": 2, "B-": 0, "B+": 1, "AB-": 0, "AB+": 0
    }  # fmt: skip


def line(code, donor="D-1006", **more):
    return {"code": code, "donor": donor, "component": "plasma", "group": "AB+", **more}


def test_intake(client, send):
    delivery = {"site": "wels-fair", "day": "2026-02-28", "units": [line("U-0100", expires_on="2026-12-31")]}
    answer = send("post", "/api/intake", delivery)
    assert (answer.status_code, answer.json()) == (201, {"booked": ["U-0100"], "known": []})
    assert client.get("/api/stock").json()["AB+"] == 1


def test_intake_keeps_what_is_on_file(send):
    delivery = {"site": "wels-fair", "day": "2026-02-28", "units": [line("U-0002"), line("U-0101")]}
    assert send("post", "/api/intake", delivery).json() == {"booked": ["U-0101"], "known": ["U-0002"]}
    assert Unit.objects.get(code="U-0002").group == "A+"


def test_intake_refused(send):
    start = {"site": "wels-fair", "day": "2026-02-28"}
    assert send("post", "/api/intake", {**start, "units": [{**line("U-1"), "group": "C"}]}).status_code == 400
    assert send("post", "/api/intake", {**start, "units": [line("U-1", donor="D-7")]}).status_code == 404


def test_discard(client, send):
    answer = send("post", "/api/units/U-0004/discard", {"reason": "bag leaks"})
    assert [unit["status"] for unit in answer.json()["donation"]] == ["discarded"]
    assert send("post", "/api/units/U-0004/discard", {"reason": "again"}).status_code == 409
    assert client.get("/api/stock").json()["B+"] == 0


def test_discard_takes_the_donation_along(send):
    answer = send("post", "/api/units/U-0006/discard", {"reason": "bag leaks"})
    assert [unit["status"] for unit in answer.json()["donation"]] == ["discarded", "discarded"]
    assert Unit.objects.get(code="U-0007").reason == "bag leaks"
