def test_search(ben):
    body = ben.get("/search?q=LAMP").json()
    assert body["total"] == 1
    assert body["items"][0]["snippet"] == "Which lamp is bright enough?"


def test_nothing(ben):
    assert ben.get("/search?q=parrot").json() == {"total": 0, "items": []}
    assert ben.get("/search?q=%20").status_code == 422
