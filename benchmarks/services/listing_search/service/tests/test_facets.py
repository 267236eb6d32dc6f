def test_facets_count_all_results(call):
    facets = call("GET", "/search?category=bikes&limit=2").json()["facets"]
    counts = {row["slug"]: row["count"] for row in facets["categories"]}
    assert counts == {"bikes": 8, "city-bikes": 4, "e-bikes": 3}
    assert facets["prices"]["min"] == 65.0
    assert sum(step["count"] for step in facets["prices"]["histogram"]) == 8


def test_largest_city_comes_first(call):
    assert call("GET", "/search").json()["facets"]["cities"][0] == {"value": "Berlin", "count": 15}
