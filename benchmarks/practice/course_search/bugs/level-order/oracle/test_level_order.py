def values(answer, name="level"):
    assert answer.status_code == 200
    return [(entry["value"], entry["count"]) for entry in answer.json()[name]]


def test_languages(client):
    found = client.get("/facets?category=languages")
    assert dict(values(found)) == {"A1": 4, "A2": 1, "B1": 1, "B2": 2, "C1": 1}
    names = [name for name, _ in values(found)]
    assert [name for name in names if name != "C1"] == ["A1", "A2", "B1", "B2"]
    assert values(found, "language") == [("es", 3), ("de", 2), ("it", 2), ("en", 1), ("ja", 1)]


def test_everything(client):
    found = client.get("/facets")
    assert dict(values(found)) == {
        "A1": 4,
        "A2": 1,
        "B1": 1,
        "B2": 2,
        "C1": 1,
        "beginner": 9,
        "intermediate": 3,
        "advanced": 1,
    }
    assert sum(band["count"] for band in found.json()["price"]["bands"]) + found.json()["price"]["unknown"] == 35


def test_levels_of_partners(serve, add_courses):
    add_courses(
        "linz",
        {"code": "LINZ-1", "level": "Mittelstufe"},
        {"code": "LINZ-2", "level": "C2"},
        {"code": "LINZ-3", "level": "beginner"},
        {"code": "LINZ-4"},
        {"code": "LINZ-5", "level": "advanced"},
    )
    found = serve().get("/facets?provider=linz")
    assert dict(values(found)) == {"Mittelstufe": 1, "C2": 1, "beginner": 1, "advanced": 1}
    names = [name for name, _ in values(found)]
    assert names.index("beginner") < names.index("advanced")


def test_order_of_others(client):
    found = client.get("/facets?category=computing,crafts,music")
    assert values(found) == [("beginner", 7), ("intermediate", 2), ("advanced", 1)]
    assert values(found, "category")[:2] == [("languages", 9), ("computing", 5)]
    assert values(client.get("/facets?category=cooking")) == []
