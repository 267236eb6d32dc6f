import json

import pytest

VALK = {"title": "Valk, with trailer", "class": "dinghy", "year": 1988, "length": "6.50", "price": "2400"}
NONE = ["NaN", "nan", "-NaN", "sNaN", "NaN123", "Infinity", "-Infinity", "inf", float("nan"), float("inf"), float("-inf")]


def refused(answer):
    assert answer.status_code in (400, 422), answer.get_data(as_text=True)
    assert set(answer.get_json()) == {"error", "detail"}


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("name", ["price", "length", "draft"])
def test_new_adverts(api, name, value):
    body = json.dumps({**VALK, name: value})
    refused(api("bram").post("/adverts", data=body, content_type="application/json"))
    assert api("bram").get("/me").get_json()["adverts"] == 3


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-inf"])
def test_changes(api, value):
    for name in "price", "length", "draft":
        refused(api("bram").patch("/adverts/1", {name: value}))
    shown = api().get("/adverts/1").get_json()
    assert (shown["price"], shown["length"], shown["draft"]) == ("38500.00", "10.20", "1.75")
    assert len(api().get("/adverts/1/prices").get_json()["prices"]) == 3


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("name", ["price_from", "price_to", "length_from", "length_to"])
def test_filters(api, name, value):
    refused(api().get(f"/adverts?{name}={value}"))
    refused(api().get(f"/adverts?{name}={value}&currency=USD"))
    refused(api("anna").post("/searches", {"name": "Any", name: value}))
    assert len(api("anna").get("/searches").get_json()["searches"]) == 2


def test_feeds(api):
    boats = [{**VALK, "ref": "A"}, {**VALK, "ref": "B", "price": "NaN"}, {**VALK, "ref": "C", "length": "inf"}, {**VALK, "ref": "D"}]
    answer = api("nzj").post("/feeds", {"boats": boats})
    assert answer.status_code == 200
    assert (answer.get_json()["added"], [row["row"] for row in answer.get_json()["refused"]]) == (2, [2, 3])
    feed = "ref,title,class,year,length,price\nE,Valk,dinghy,1988,6.50,sNaN\nF,Valk,dinghy,1988,6.50,2300.50\n"
    answer = api("nzj").post("/feeds", data=feed, content_type="text/csv")
    assert (answer.get_json()["added"], [row["row"] for row in answer.get_json()["refused"]]) == (1, [1])


@pytest.mark.parametrize(
    "price, said",
    [(2400, "2400.00"), ("2400", "2400.00"), (2400.5, "2400.50"), (0.3, "0.30"), ("1e3", "1000.00"), ("999999999", "999999999.00")],
)
def test_numbers(api, price, said):
    answer = api("bram").post("/adverts", {**VALK, "price": price})
    assert (answer.status_code, answer.get_json()["price"]) == (201, said)
    assert api("bram").get(f"/adverts/{answer.get_json()['id']}").get_json()["price"] == said


@pytest.mark.parametrize(
    "price, status", [("cheap", 400), (True, 400), ([1], 400), ("1" * 12, 400), (1e30, 400), ("0", 422), (-5, 422), (-0.5, 422)]
)
def test_what_else_is_no_price(api, price, status):
    assert api("bram").post("/adverts", {**VALK, "price": price}).status_code == status


def test_filters_that_are_numbers(found):
    assert found("sort=price&price_from=8000&price_to=24000.50") == [6, 4, 5]
    assert found("sort=price&price_to=25000&currency=USD") == [3, 6, 4]
    assert found("sort=length&length_from=10.2&length_to=11.3") == [1, 2, 7]
