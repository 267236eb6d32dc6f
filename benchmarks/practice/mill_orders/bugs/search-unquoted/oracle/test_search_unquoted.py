import pytest


def found(client, q, **params):
    answer = client.get("/products", params={"q": q, **params})
    assert answer.status_code == 200
    return [product["sku"] for product in answer.json()["products"]]


@pytest.mark.parametrize(
    "typed, skus",
    [
        ("baker's", ["YE-FRE", "FL-1050"]),
        ("Baker's yeast", ["YE-FRE"]),
        ("half-white", ["FL-812"]),
        ("RY-1150", ["RY-1150"]),
        ("fl-1050", ["FL-1050"]),
        ("1050: strong", ["FL-1050"]),
        ("spelt, wholegrain", ["SP-WH"]),
        ("yeast, fr", ["YE-FRE"]),
        ("rye", ["RY-1150", "RY-1740", "RY-997"]),
        ("spel", ["SP-630", "SP-WH"]),
        ("FLOUR bread", ["FL-1050", "FL-550"]),
        ('"pastry"', ["FL-405"]),
        ("oats", []),
        ("wheat-free", []),
        ("miller's", []),
    ],
)
def test_words_as_typed(client, typed, skus):
    assert found(client, typed) == skus


def test_with_filters_and_pages(client):
    assert found(client, "baker's", category="flour") == ["FL-1050"]
    first = client.get("/products", params={"q": "baker's", "limit": 1}).json()
    second = client.get("/products", params={"q": "baker's", "limit": 1, "after": first["next"]}).json()
    assert [product["sku"] for product in first["products"] + second["products"]] == ["YE-FRE", "FL-1050"]


@pytest.mark.parametrize("typed", ["flour.", "a+b", "50%", "flour & salt", "name:rye", "c/o", "rye; salt", "{", "near(rye"])
def test_never_an_error(client, typed):
    assert client.get("/products", params={"q": typed}).status_code == 200
