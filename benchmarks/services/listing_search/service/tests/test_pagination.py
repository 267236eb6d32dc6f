import pytest

from listing_search.errors import BadRequest, Invalid
from listing_search.pagination import decode, encode, parse_page


def test_cursor_comes_back():
    cursor = {"at": "2026-09-01T09:00:00+00:00", "id": "L-1"}
    assert decode(encode(cursor), ("at", "id")) == cursor


def test_cursor_of_another_list_is_refused():
    with pytest.raises(BadRequest):
        decode(encode({"offset": 20}), ("at", "id"))


def test_limit_has_bounds():
    assert parse_page({}, ("offset",)).limit == 20
    for wrong in ("0", "101", "x"):
        with pytest.raises(Invalid):
            parse_page({"limit": wrong}, ("offset",))
