import pytest

from listing_search import index
from listing_search.errors import Unavailable
from listing_search.index import Index


def test_only_active_listings_are_in_the_index(conn):
    frame = index.build(conn)
    assert len(frame) == 36
    assert "L-1036" not in set(frame["id"])


def test_file_keeps_what_looks_like_nothing(settings):
    frame = Index(settings.snapshot).current().frame.set_index("id")
    assert frame.loc["L-1011", "title"] == "NA"
    assert frame["price"].isna().sum() == 1


def test_prices_are_in_our_currency(settings):
    frame = Index(settings.snapshot).current().frame.set_index("id")
    assert frame.loc["L-1004", "price"] == pytest.approx(2234.04, abs=0.01)


def test_missing_index(settings):
    settings.snapshot.unlink()
    with pytest.raises(Unavailable):
        Index(settings.snapshot).current()
