import math
import sqlite3

import pytest


@pytest.fixture
def studios(data):
    """Pairs of studios of one district of which the second is sold."""
    db = sqlite3.connect(data / "houses.sqlite")
    rows = db.execute(
        "SELECT a.id, b.id FROM houses a JOIN houses b ON a.district = b.district AND a.id != b.id "
        "WHERE a.rooms = 0 AND b.rooms = 0 AND b.status = 'sold' ORDER BY a.id, b.id"
    ).fetchall()
    assert rows, "the generated market has studios"
    return rows


def test_studios_are_compared(client, studios):
    for house_id, sold_id in studios:
        answer = client.get(f"/houses/{house_id}/comparables?radius_km=50&limit=25")
        assert answer.status_code == 200
        assert sold_id in [found["house_id"] for found in answer.json()["comparables"]]


def test_every_house_has_comparables(client):
    for house_id in range(1, 161):
        assert client.get(f"/houses/{house_id}/comparables?radius_km=50&limit=25").status_code == 200


def test_similarity(data):
    from house_price import comparables

    studio = {"area_m2": 30.0, "rooms": 0, "built_year": 1980}
    assert comparables.similarity(studio, studio, 0) == 1
    assert comparables.similarity(studio, studio | {"area_m2": 33.0}, 2.0) == pytest.approx(
        math.exp(-(1.5 * math.log(1.1) + 0.5)), abs=1e-9
    )
    assert comparables.similarity(studio, studio | {"rooms": 2}, 0) == pytest.approx(math.exp(-0.5))
    flat = {"area_m2": 80.0, "rooms": 3, "built_year": None}
    assert comparables.similarity(flat, flat | {"rooms": 4}, 0) == pytest.approx(math.exp(-0.125))


def test_estimate_of_a_studio(client, flat):
    assert client.post("/estimate", json=flat | {"area_m2": 30, "rooms": 0}).status_code == 200
    assert client.post("/estimate", json=flat | {"rooms": -1}).status_code == 422
