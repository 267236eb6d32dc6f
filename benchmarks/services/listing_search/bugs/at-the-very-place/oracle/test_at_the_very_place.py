import pytest


@pytest.mark.parametrize("listing", ["L-1001", "L-1009", "L-1021", "L-1005"])
def test_no_distance(call, conn, listing):
    place = conn.execute("SELECT lat, lon FROM listings WHERE id = ?", (listing,)).fetchone()
    answer = call("GET", f"/search?near={place['lat']},{place['lon']}&radius_km=3&sort=distance")
    assert answer.status_code == 200
    first = answer.json()["listings"][0]
    assert (first["id"], first["distance_km"]) == (listing, 0.0)
    assert answer.json()["total"] >= 1


def test_a_few_metres(call, conn):
    conn.execute("SELECT 1")
    place = conn.execute("SELECT lat, lon FROM listings WHERE id = 'L-1021'").fetchone()
    answer = call("GET", f"/search?near={place['lat'] + 0.0001},{place['lon']}&q=fender")
    assert [card["distance_km"] for card in answer.json()["listings"]] == [0.0]


def test_distances_and_none(call):
    answer = call("GET", "/search?near=52.52,13.405&radius_km=300&city=hamburg&sort=distance").json()
    assert all(250 < card["distance_km"] < 260 for card in answer["listings"])
    assert call("GET", "/search?q=fender").json()["listings"][0]["distance_km"] is None
