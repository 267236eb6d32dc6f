import pytest


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_no_class_is_the_same_as_leaving_it_out(client, flat, empty):
    plain = {name: value for name, value in flat.items() if name != "energy_class"}
    expected = client.post("/estimate", json=plain)
    answer = client.post("/estimate", json=plain | {"energy_class": empty})
    assert answer.status_code == 200
    assert answer.json() == expected.json()
    assert answer.json()["price"] > 100_000


def test_null_in_a_batch(client, flat):
    answer = client.post("/estimate/batch", json={"houses": [flat | {"energy_class": None}, flat]})
    assert answer.status_code == 200
    assert answer.json()["failed"] == 0


def test_classes_still_count(client, flat):
    prices = [client.post("/estimate", json=flat | {"energy_class": c}).json()["price"] for c in ("A", "d", "G")]
    assert prices == sorted(prices, reverse=True)
    assert len(set(prices)) == 3
    assert client.post("/estimate", json=flat | {"energy_class": "X"}).status_code == 422
