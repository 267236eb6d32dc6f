import pytest


def move(client, moment, last, code="R-ANNA22"):
    return client.patch(f"/reservations/{code}", json={"pickup_at": moment, "return_day": last})


@pytest.mark.parametrize(
    ("moment", "last", "shown", "prices"),
    [
        ("2026-01-23T09:00", "2026-01-24", "2026-01-23T09:00:00+01:00", ["70.00", "30.00"]),
        ("2026-01-23T17:45:00", "2026-01-23", "2026-01-23T17:45:00+01:00", ["39.00", "17.00"]),
        ("2026-01-24T07:30", "2026-01-24", "2026-01-24T07:30:00+01:00", ["39.00", "17.00"]),
        ("2026-04-03T08:30", "2026-04-04", "2026-04-03T08:30:00+02:00", ["70.00", "30.00"]),
        ("2026-01-23T09:00:00+01:00", "2026-01-24", "2026-01-23T09:00:00+01:00", ["70.00", "30.00"]),
        ("2026-01-23T08:00:00Z", "2026-01-24", "2026-01-23T09:00:00+01:00", ["70.00", "30.00"]),
    ],
)
def test_moved(client, moment, last, shown, prices):
    answer = move(client, moment, last)
    assert answer.status_code == 200
    assert client.get("/reservations/R-ANNA22").json() == answer.json()
    assert answer.json()["pickup_at"] == shown and answer.json()["return_day"] == last
    assert [line["price"] for line in answer.json()["lines"]] == prices


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        ("2026-01-23T07:30", "2026-01-24"),
        ("2026-01-23T18:30", "2026-01-24"),
        ("2026-01-20T09:00", "2026-01-21"),
        ("2026-01-16T09:00", "2026-01-18"),
        ("2026-01-24T09:00", "2026-01-23"),
        ("2026-07-24T09:00", "2026-07-25"),
    ],
)
def test_not_then(client, moment, last):
    assert move(client, moment, last).status_code == 409
    assert client.get("/reservations/R-ANNA22").json()["pickup_at"] == "2026-01-22T09:00:00+01:00"


def test_others(client):
    assert move(client, "2026-01-23T09:00", "2026-01-24", "R-MIRA44").status_code == 409
    assert move(client, "2026-01-23T09:00", "2026-01-24", "R-NOBODY").status_code == 404
    assert move(client, "tomorrow", "2026-01-24").status_code == 422
