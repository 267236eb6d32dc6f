from house_price import estimation


def ask(client, area, **more):
    return client.post("/estimate", json={"district": "NYC-QU", "area_m2": area, "rooms": 3} | more)


def test_many_houses(client):
    prices = []
    for area in range(50, 100):
        answer = ask(client, area)
        assert answer.status_code == 200
        prices.append(answer.json()["price"])
    assert prices == sorted(prices)
    assert len(set(prices)) == 50
    assert ask(client, 50).json()["price"] == prices[0]


def test_what_was_asked_twice_stays(client, app):
    for _ in range(2):
        ask(client, 40)
    for area in range(50, 68):
        assert ask(client, area).status_code == 200
    assert len(app.state.recent.entries) <= 16
    assert any('"area_m2":40.0' in key for key in app.state.recent.entries)


def test_a_cache_full_of_favourites(data):
    recent = estimation.Recent(size=3)
    found = {key: object() for key in "abcd"}
    for key in "abc":
        recent.put(key, found[key])
        assert recent.get(key) is found[key]
    recent.put("d", found["d"])
    assert recent.get("d") is found["d"]
    assert recent.get("a") is None
    assert len(recent.entries) == 3


def test_what_was_asked_once_goes_first(data):
    recent = estimation.Recent(size=3)
    found = {key: object() for key in "abcd"}
    for key in "abc":
        recent.put(key, found[key])
    assert recent.get("b") is found["b"]
    recent.put("d", found["d"])
    assert recent.get("d") is found["d"]
    assert recent.get("b") is found["b"]
    assert len(recent.entries) <= 3


def test_currencies_are_kept_apart(client):
    assert ask(client, 77).json()["currency"] == "EUR"
    zloty = {"district": "NYC-QU", "area_m2": 77, "rooms": 3}
    answer = client.post("/estimate?currency=PLN", json=zloty)
    assert answer.json()["currency"] == "PLN"
