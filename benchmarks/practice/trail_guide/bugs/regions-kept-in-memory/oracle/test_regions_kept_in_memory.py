JURA = [[46.9, 6.8], [47.2, 6.8], [47.2, 7.2]]
LIST = [
    {"slug": "bern", "name": "Bernese Oberland"},
    {"slug": "jura", "name": "Jura"},
    {"slug": "sudety", "name": "Sudety"},
    {"slug": "ticino", "name": "Ticino"},
    {"slug": "valais", "name": "Valais"},
]


def test_list_again_and_again(client):
    for _ in range(3):
        answer = client.get("/regions")
        assert answer.status_code == 200
        assert answer.json() == {"regions": LIST}


def test_outline_after_the_list(client):
    client.get("/regions")
    for _ in range(2):
        assert client.get("/regions/jura").json() == {"slug": "jura", "name": "Jura", "outline": JURA}
    assert client.get("/regions").json() == {"regions": LIST}


def test_list_after_the_outline(client):
    assert client.get("/regions/jura").json()["outline"] == JURA
    assert client.get("/regions").json() == {"regions": LIST}
    assert len(client.get("/regions/bern").json()["outline"]) == 4


def test_unknown_region(client):
    assert client.get("/regions/nowhere").status_code == 404
