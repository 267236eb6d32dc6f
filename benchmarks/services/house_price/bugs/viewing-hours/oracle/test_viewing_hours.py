import pytest


def book(client, starts_at, minutes=30, house_id=7):
    body = {"starts_at": starts_at, "minutes": minutes, "visitor": "Ana"}
    return client.post(f"/houses/{house_id}/viewings", json=body)


@pytest.mark.parametrize(
    ("starts_at", "time"),
    [
        ("2026-10-02T10:00:00+02:00", "09:00"),
        ("2026-10-02T21:00:00+09:00", "13:00"),
        ("2026-10-02T08:00:00Z", "09:00"),
        ("2026-12-02T03:30:00-05:00", "08:30"),
        ("2026-10-02T08:00", "08:00"),
        ("2026-10-02T19:30", "19:30"),
    ],
)
def test_within_the_hours_of_the_house(client, starts_at, time):
    answer = book(client, starts_at)
    assert answer.status_code == 201
    assert answer.json()["time"] == time


@pytest.mark.parametrize(
    "starts_at",
    ["2026-10-02T08:30:00+02:00", "2026-10-02T10:00:00+09:00", "2026-10-02T20:00:00Z", "2026-10-02T07:59", "2026-10-02T19:45"],
)
def test_outside_of_the_hours_of_the_house(client, starts_at):
    assert book(client, starts_at).status_code in (409, 422)


def test_house_in_another_zone(client):
    assert book(client, "2026-10-02T10:00:00+01:00", house_id=14).json()["time"] == "18:00"
    assert book(client, "2026-10-02T15:00:00+01:00", house_id=14).status_code in (409, 422)


def test_the_rest_works_as_before(client):
    assert book(client, "soon").status_code == 422
    assert book(client, "2026-10-02T10:00", 60).status_code == 201
    assert book(client, "2026-10-02T12:30:00+03:00").status_code == 409
    assert book(client, "2026-10-02T10:00", house_id=1).status_code == 409
