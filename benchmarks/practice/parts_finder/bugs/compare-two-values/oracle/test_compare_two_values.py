import pytest


@pytest.fixture
def compare(client):
    def compared(*part_ids):
        answer = client.get("/compare", params={"ids": ",".join(part_ids)})
        assert answer.status_code == 200, answer.text
        return answer.json()

    return compared


def test_two_colours(compare):
    assert compare("P0004", "P0009") == {
        "part_ids": ["P0004", "P0009"],
        "fields": {
            "title": ["Außenspiegel links", "Specchio retrovisore"], "brand": ["Volkswagen", "Fiat"], "model": ["Golf", "Punto"],
            "condition": ["used", "used"], "price": [45.0, None],
        },
        "attributes": {"colour": ["black", "grey / black"], "heated": ["yes", None], "side": ["left", "right"]},
        "cheapest": 45.0,
    }


def test_several_of_them(compare):
    assert compare("P0007", "P0015", "P0019")["attributes"] == {
        "bulb": ["H4", "D1S / H7", "H7"], "side": ["left", "left / right", "left"]
    }
    assert compare("P0015", "P0009")["attributes"] == {
        "bulb": ["D1S / H7", None], "colour": [None, "grey / black"], "side": ["left / right", "right"]
    }


def test_same_as_in_detail(client, compare):
    for part_id in ("P0009", "P0015", "P0016"):
        own = client.get(f"/parts/{part_id}").json()["attributes"]
        compared = compare(part_id, "P0003")["attributes"]
        assert {name: values[0] for name, values in compared.items()} == own
        assert all(values[1] is None for values in compared.values())


def test_single_values(compare):
    assert compare("P0004", "P0016", "P0004")["attributes"] == {
        "colour": ["black", "silver"], "heated": ["yes", "yes"], "side": ["left", "right"]
    }
    assert compare("P0016", "P0001")["attributes"] == {
        "colour": ["silver", None], "diameter": [None, "280 mm"], "heated": ["yes", None], "side": ["right", "front"]
    }
    assert list(compare("P0016", "P0001")["attributes"]) == ["colour", "diameter", "heated", "side"]


@pytest.mark.parametrize("typed, status", [("P0009", 400), ("P0009,P9999", 404), ("P0009,P0009", 400)])
def test_cannot_compare(client, typed, status):
    assert client.get("/compare", params={"ids": typed}).status_code == status
