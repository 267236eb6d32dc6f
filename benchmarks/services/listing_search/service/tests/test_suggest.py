def test_popular_searches_come_first(call):
    found = call("GET", "/suggest?q=bi").json()["suggestions"]
    assert found[0]["text"] == "bike"
    assert {"kind": "category", "slug": "bikes", "text": "Bikes"} in found


def test_searches_without_results_are_not_suggested(call):
    assert call("GET", "/suggest?q=xb").json()["suggestions"] == []
