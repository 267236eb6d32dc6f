import pandas as pd
import pytest


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/search?q=bike&price_min=50&price_max=500", {"L-1001", "L-1026", "L-1027", "L-1028"}),
        ("/search?category=sofas&price_min=100&price_max=400", {"L-1009", "L-1030"}),
        ("/search?price_min=10&price_max=10", {"L-1025"}),
        ("/search?q=bike&price_min=9000&price_max=9999", set()),
    ],
)
def test_both_ends(ids, path, expected):
    assert set(ids(path)) == expected


def test_one_end(ids):
    assert set(ids("/search?category=sofas&price_min=200")) == {"L-1009"}
    assert set(ids("/search?category=sofas&price_max=200")) == {"L-1030"}


def test_middle_of_the_range_counts(settings):
    from listing_search import ranking
    from listing_search.index import Index
    from listing_search.query import parse

    frame = Index(settings.snapshot).current().frame
    query = parse({"price_min": "100", "price_max": "400"})
    found = frame[frame["category"] == "sofas"]
    table = ranking.features(
        found, pd.Series(0.0, index=found.index), query, None, pd.Timestamp("2026-09-21", tz="UTC")
    )
    with_range = ranking.scores(table)
    plain = parse({"price_min": "100"})
    without = ranking.scores(
        ranking.features(found, pd.Series(0.0, index=found.index), plain, None, pd.Timestamp("2026-09-21", tz="UTC"))
    )
    gain = dict(zip(found["id"], (with_range - without).round(3), strict=True))
    assert gain == {"L-1030": 0.267, "L-1009": 0.167, "L-1010": 0.0}
