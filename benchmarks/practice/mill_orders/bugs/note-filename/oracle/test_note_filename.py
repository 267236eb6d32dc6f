import pytest

NOTES = {
    "M26-0101": ["FL-550;Type 550: bread flour;50 kg;", "RY-1150;Rye 1150;25 kg;"],
    "M26-0102": ["FL-405;Type 405 pastry flour;6 kg;", "SE-DUR;Durum semolina;4 kg;"],
    "M26-0104": ["RY-997;Rye 997;20 kg;", "RY-1740;Rye 1740, coarse;15 kg;"],
    "M26-0106": ["FL-550;Type 550: bread flour;15 kg;"],
}


@pytest.mark.parametrize("number", sorted(NOTES))
def test_note(client, bearer, number):
    answer = client.get(f"/orders/{number}/delivery-note", headers=bearer("office"))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.decode("utf-8-sig").splitlines() == ["SKU;Product;Weight;Lots", *NOTES[number]]
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment") and number in disposition and ".csv" in disposition


def test_new_order_of_the_customer(client, bearer, order):
    number = order("laka", ("FL-405", 45_000)).json()["number"]
    answer = client.get(f"/orders/{number}/delivery-note", headers=bearer("laka"))
    assert answer.status_code == 200
    assert answer.content.decode("utf-8-sig").splitlines()[1] == "FL-405;Type 405 pastry flour;45 kg;L-4051 L-4052"


def test_plain_names_stay(client, bearer):
    answer = client.get("/orders/M26-0102/delivery-note", headers=bearer("harbour"))
    assert "Harbour" in answer.headers["content-disposition"] and "Deli" in answer.headers["content-disposition"]


def test_others_orders(client, bearer):
    assert client.get("/orders/M26-0104/delivery-note", headers=bearer("harbour")).status_code == 404
    assert client.get("/orders/M26-9999/delivery-note", headers=bearer("laka")).status_code == 404
