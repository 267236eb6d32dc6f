import pytest


@pytest.fixture(autouse=True)
def market(person, boat):
    person("bram")
    for year, length, price, currency, berths in [
        (1990, "9.00", "20000", "EUR", 4),
        (1990, "7.50", "21250", "USD", 2),
        (2005, "11.00", "90000", "EUR", 8),
        (1972, "7.50", "80500", "SEK", 3),
        (2019, "12.10", "250000", "EUR", 6),
    ]:
        boat("bram", title=f"Boat of {year}", year=year, length=length, price=price, currency=currency, berths=berths)
    boat("bram", listed=False)


def found(api, query):
    return [advert["id"] for advert in api().get(f"/adverts?{query}").get_json()["adverts"]]


@pytest.mark.parametrize(
    "query, numbers",
    [
        ("sort=price", [4, 2, 1, 3, 5]),
        ("sort=-price", [5, 3, 1, 2, 4]),
        ("sort=length", [2, 4, 1, 3, 5]),
        ("sort=-year", [5, 3, 1, 2, 4]),
        ("sort=year&price_to=17000", [4, 2]),
        ("sort=price&price_from=25000&currency=USD", [1, 3, 5]),
        ("sort=year&berths=4", [1, 3, 5]),
        ("sort=year&length_from=8&year_to=2010", [1, 3]),
        ("sort=year&words=boat+199", [1, 2]),
        ("class=rib", []),
    ],
)
def test_filters_and_orders(api, query, numbers):
    assert found(api, query) == numbers


@pytest.mark.parametrize("sort", ["price", "-price", "length", "-length", "year", "-year", "listed", "-listed"])
def test_pages(api, sort):
    whole, pages, cursor = found(api, f"sort={sort}"), [], ""
    while cursor is not None:
        answer = api().get(f"/adverts?sort={sort}&size=2&cursor={cursor}").get_json()
        pages.append([advert["id"] for advert in answer["adverts"]])
        cursor = answer["next"]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert sum(pages, []) == whole


@pytest.mark.parametrize(
    "query, status",
    [
        ("cursor=xyz", 400),
        ("cursor=WzEsMl0=", 400),
        ("sort=colour", 422),
        ("size=0", 422),
        ("size=many", 400),
        ("class=submarine", 422),
        ("currency=XYZ", 422),
    ],
)
def test_searches_that_cannot_be(api, query, status):
    assert api().get(f"/adverts?{query}").status_code == status
