def test_counts_ignore_their_own_filter(client):
    found = client.get("/facets?category=music&venue=Ottakring").json()
    assert found["category"][:2] == [{"value": "computing", "count": 2}, {"value": "languages", "count": 2}]
    assert found["venue"] == [{"value": "Ottakring", "count": 2}, {"value": "Urania", "count": 1}]


def test_price_bands(client):
    price = client.get("/facets?venue=Observatory,Atelier+7").json()["price"]
    assert [band["count"] for band in price["bands"]] == [0, 3, 2, 0]
    assert price["bands"][-1] == {"from": 200, "to": None, "count": 0}
    assert (price["unknown"], price["lowest"], price["highest"]) == (1, 52.0, 198.0)


def test_facets_of_a_search(client):
    found = client.get("/facets?q=guitar").json()
    assert found["venue"] == [{"value": "Ottakring", "count": 2}]
    assert found["language"] == [{"value": "de", "count": 2}]
