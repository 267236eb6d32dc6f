import pytest

BY_BRAND = ["BARROW", "TILECUT", "LADDER-6M", "DRILL-HAMMER", "SAW-JIG", "SAW-TABLE", "PLANE", "HEDGE"]
BY_DEPOSIT = ["BARROW", "PLANE", "LADDER-6M", "SAW-JIG", "HEDGE", "TILECUT", "DRILL-HAMMER", "SAW-TABLE"]
BY_NAME = ["HEDGE", "DRILL-HAMMER", "PLANE", "SAW-JIG", "LADDER-6M", "SAW-TABLE", "TILECUT", "BARROW"]
BY_SKU = ["BARROW", "DRILL-HAMMER", "HEDGE", "LADDER-6M", "PLANE", "SAW-JIG", "SAW-TABLE", "TILECUT"]


@pytest.mark.parametrize(
    ("sort", "expected"), [("brand", BY_BRAND), ("deposit", BY_DEPOSIT), ("name", None), ("sku", BY_SKU), ("", BY_SKU)]
)
def test_order_of_everything(ask, sort, expected):
    found = []
    for page in (1, 2):
        answer = ask(None, "GET", f"/tools?sort={sort}&page={page}")
        assert (answer.status, answer.json["total"]) == (200, 8)
        found += answer.json["items"]
    if expected is None:
        assert [one["name"] for one in found] == sorted(one["name"] for one in found)
    else:
        assert [one["sku"] for one in found] == expected


def test_unknown_stays_unknown(ask):
    first = ask(None, "GET", "/tools?sort=brand").json["items"][0]
    assert (first["sku"], first["brand"], first["deposit"]) == ("BARROW", None, None)


def test_search_and_category_still_work(ask):
    assert [one["sku"] for one in ask(None, "GET", "/tools?category=Garden&sort=deposit").json["items"]] == ["BARROW", "HEDGE"]
    assert [one["deposit"] for one in ask(None, "GET", "/tools?q=bosch&sort=deposit").json["items"]] == ["25.00", "40.00"]


def test_other_orders_are_refused(ask):
    assert ask(None, "GET", "/tools?sort=colour").status == 422
