import pytest

UP = [5, 2, 1, 7, 11, 3, 4, 6]
DOWN = [11, 7, 1, 2, 5, 3, 4, 6]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6, 7, 8, 20])
@pytest.mark.parametrize("sort, numbers", [("hours", UP), ("-hours", DOWN)])
def test_all_pages(found, sort, numbers, size):
    assert found(f"sort={sort}", size) == numbers


@pytest.mark.parametrize("size", [1, 2, 20])
def test_pages_with_filters(found, size):
    assert found("sort=hours&class=sail", size) == [1, 7, 4, 6]
    assert found("sort=-hours&class=sail", size) == [7, 1, 4, 6]
    assert found("sort=-hours&class=dinghy", size) == [3]
    assert found("sort=hours&class=motor&price_to=100000", size) == [11]


def test_pages_of_the_unknown_only(api, found):
    for maker in "one", "two", "three":
        boat = {"title": "Kolibri 560", "class": "dinghy", "year": 1975, "length": "5.60", "price": 900, "maker": "Kolibri"}
        number = api("bram").post("/adverts", boat).get_json()["id"]
        assert api("bram").post(f"/adverts/{number}/listed").status_code == 200
    for sort in "hours", "-hours":
        assert found(f"sort={sort}&maker=kolibri", 1) == [12, 13, 14]


@pytest.mark.parametrize(
    "sort, numbers",
    [
        ("price", [3, 6, 4, 5, 1, 11, 7, 2]),
        ("-price", [2, 7, 11, 1, 5, 4, 6, 3]),
        ("year", [6, 11, 4, 3, 1, 7, 2, 5]),
        ("-length", [11, 7, 2, 1, 4, 6, 5, 3]),
        ("listed", [1, 2, 3, 4, 5, 6, 7, 11]),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 20])
def test_other_orders(found, sort, numbers, size):
    assert found(f"sort={sort}", size) == numbers


def test_hours_in_the_answer(api):
    adverts = api().get("/adverts?sort=hours&size=6").get_json()["adverts"]
    assert [advert["hours"] for advert in adverts] == [320, 1450, 2100, 3800, 6200, None]


@pytest.mark.parametrize("query, status", [("sort=hours&cursor=xyz", 400), ("sort=hours&size=0", 422), ("sort=engine", 422)])
def test_what_cannot_be(api, query, status):
    assert api().get(f"/adverts?{query}").status_code == status
