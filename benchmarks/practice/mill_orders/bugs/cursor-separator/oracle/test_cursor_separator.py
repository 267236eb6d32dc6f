import pytest

ALL = {"FL-405", "FL-550", "FL-812", "FL-1050", "RY-997", "RY-1150", "RY-1740", "SP-630", "SP-WH", "SE-DUR", "YE-FRE", "SA-FIN"}
BY_NAME = ["YE-FRE", "SE-DUR", "SA-FIN", "RY-1150", "RY-1740", "RY-997", "SP-630", "SP-WH", "FL-1050", "FL-405", "FL-550", "FL-812"]


def walk(client, **params):
    seen, cursor = [], None
    for _ in range(20):
        answer = client.get("/products", params={**params, **({"after": cursor} if cursor else {})})
        assert answer.status_code == 200
        seen += [product["sku"] for product in answer.json()["products"]]
        cursor = answer.json()["next"]
        if cursor is None:
            return seen
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 9, 11, 12, 50])
def test_all_by_name(client, limit):
    assert walk(client, limit=limit) == BY_NAME


@pytest.mark.parametrize("limit", [1, 4, 7])
def test_all_by_price(client, limit):
    seen = walk(client, limit=limit, sort="price")
    assert len(seen) == 12 and set(seen) == ALL
    assert seen[:3] == ["SA-FIN", "RY-1150", "RY-997"] and seen[-1] == "YE-FRE"


def test_all_by_popularity(client):
    seen = walk(client, limit=5, sort="popular")
    assert len(seen) == 12 and set(seen) == ALL


def test_filtered(client):
    assert walk(client, limit=1, category="flour") == ["FL-1050", "FL-405", "FL-550", "FL-812"]
    assert walk(client, limit=1, q="bread") == ["FL-1050", "FL-550"]


@pytest.mark.parametrize("cursor", ["x", "%%%", "bm90aGluZw"])
def test_foreign_cursors(client, cursor):
    assert client.get("/products", params={"after": cursor}).status_code == 400
