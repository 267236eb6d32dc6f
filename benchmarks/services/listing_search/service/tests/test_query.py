from decimal import Decimal

import pytest

from listing_search.errors import Invalid
from listing_search.query import parse, to_params


def test_parameters_become_a_query():
    query = parse({"q": " city  bike ", "price_max": "99,50", "condition": "used,new"})
    assert query.text == "city bike"
    assert query.price_max == Decimal("99.50")
    assert query.conditions == ("new", "used")


@pytest.mark.parametrize(
    "wrong",
    [
        {"price_min": "cheap"},
        {"price_min": "-1"},
        {"price_min": "5", "price_max": "4"},
        {"condition": "broken"},
        {"sort": "random"},
        {"within_days": "0"},
        {"near": "here"},
        {"sort": "distance"},
    ],
)
def test_wrong_parameters_are_refused(wrong):
    with pytest.raises(Invalid):
        parse(wrong)


def test_query_survives_being_stored():
    query = parse({"q": "sofa", "near": "52.5,13.4", "radius_km": "10", "sort": "distance"})
    assert parse(to_params(query)) == query
