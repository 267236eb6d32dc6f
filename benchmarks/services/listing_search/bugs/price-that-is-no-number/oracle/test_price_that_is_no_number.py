import pytest


@pytest.mark.parametrize(
    "text", ["nan", "NaN", "sNaN", "-nan", "inf", "Infinity", "-1", "1e9", "ten", "1.2.3", "10000001"]
)
@pytest.mark.parametrize("name", ["price_min", "price_max"])
def test_no_price(call, name, text):
    for path in ("/listings", "/search"):
        answer = call("GET", path, params={name: text})
        assert answer.status_code == 422
        assert answer.json()["error"]["details"]["field"] == name


@pytest.mark.parametrize(("text", "count"), [("0", 1), ("9,99", 2), ("1e1", 3), ("15.00", 4), (" 20 ", 5)])
def test_prices(call, text, count):
    assert call("GET", "/search", params={"price_max": text}).json()["total"] == count
