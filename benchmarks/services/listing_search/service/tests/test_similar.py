def test_similar_listings_share_the_category(call):
    answer = call("GET", "/listings/L-1001/similar").json()
    ids = [card["id"] for card in answer["listings"]]
    assert ids[0] == "L-1026"
    assert set(ids) == {"L-1002", "L-1005", "L-1026"}


def test_similar_to_an_unknown_listing(call):
    assert call("GET", "/listings/L-1/similar").status_code == 404
