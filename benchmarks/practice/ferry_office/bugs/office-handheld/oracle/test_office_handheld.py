from django.contrib.auth import get_user_model
from django.test import Client


def nobody(answer, name):
    """Office staff have no shifts: an empty list, or that there is no such roster."""
    if answer.status_code == 404:
        return bool(answer.json().get("error"))
    return answer.status_code == 200 and answer.json()["user"] == name and answer.json()["shifts"] == [] and not answer.json().get("crew_no")


def test_handheld_of_the_office(quay):
    assert nobody(quay.get("/api/me/shifts"), "office")


def test_new_user(quay):
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_user("newcomer"))
    assert nobody(client.get("/api/me/shifts"), "newcomer")


def test_crew(bridge, engine):
    answer = bridge.get("/api/me/shifts")
    assert answer.json() == {"user": "kaisa", "crew_no": "C-01", "shifts": [
        {"sailing": "K101", "departs_at": "2026-07-10T08:00+03:00", "vessel": "Aura", "duty": "bridge"},
        {"sailing": "K102", "departs_at": "2026-07-10T10:00+03:00", "vessel": "Aura", "duty": "bridge"}]}
    found = engine.get("/api/me/shifts").json()
    assert found["crew_no"] == "C-02"
    assert [(one["sailing"], one["duty"]) for one in found["shifts"]] == [("K101", "engine")]


def test_crew_of_a_sailing_and_visitors(bridge, visitor):
    assert [one["crew_no"] for one in bridge.get("/api/sailings/K101/crew").json()["crew"]] == ["C-01", "C-02"]
    assert visitor.get("/api/me/shifts").status_code == 401
