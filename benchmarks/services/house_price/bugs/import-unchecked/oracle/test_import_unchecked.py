import pytest

HEAD = "district,address,area,rooms,price,built\n"
GOOD = "LIS-AL,Rua Nova 1,80,3,300000,1980\n"


@pytest.mark.parametrize("price", ["0", "0 EUR", "€0.00"])
def test_price_of_nothing(partner, upload, price):
    body = upload(HEAD + GOOD + f"LIS-AL,Rua Nova 77,72,3,{price},1970\n").json()
    assert body["created"] + len(body["skipped"]) == 2
    if body["created"] == 1:
        assert body["skipped"][0]["line"] == 3
    for house_id in body["ids"]:
        answer = partner.get(f"/houses/{house_id}/prices")
        assert answer.status_code == 200
        assert answer.json()["change_percent"] in (None, 0.0)
        assert answer.json()["house_id"] == house_id


def test_good_lines(partner, upload):
    body = upload(HEAD + GOOD + "WAW-MO,Lipowa 2,48,2,610000 PLN,\n").json()
    assert body["created"] == 2
    assert body["skipped"] == []
    house = partner.get(f"/houses/{body['ids'][1]}").json()
    assert (house["asking_price"], house["currency"], house["built_year"]) == (610000.0, "PLN", None)
    assert partner.get(f"/houses/{body['ids'][0]}/prices").json()["first_price"] == 300000.0


def test_bad_lines(upload):
    lines = "MOON,Rua 1,80,3,1,\nLIS-AL,Rua 2,big,3,1000,\nLIS-AL,Rua 3,70,3,free,\n"
    body = upload(HEAD + lines).json()
    assert body["created"] == 0
    assert [skipped["line"] for skipped in body["skipped"]] == [2, 3, 4]


def test_history_of_changed_prices(partner):
    partner.patch("/houses/8", json={"asking_price": 100000})
    partner.patch("/houses/8", json={"asking_price": 90000})
    body = partner.get("/houses/8/prices").json()
    assert [change["new_price"] for change in body["changes"]] == [100000.0, 90000.0]
    assert body["change_percent"] == round(100 * (90000 - body["first_price"]) / body["first_price"], 2)
