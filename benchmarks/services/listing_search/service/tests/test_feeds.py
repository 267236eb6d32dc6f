from pathlib import Path

import pytest

from listing_search.feeds import Rejected, Unreadable, cents, decoded, take
from tests.conftest import NOW

FEED = Path("data/feeds/casaplus.csv")


def test_feed_is_taken_over(conn, settings):
    outcome = take(conn, settings, "casaplus", decoded(FEED.read_bytes()), NOW)
    assert outcome.added == 3
    assert [row["line"] for row in outcome.rejected] == [4, 6]
    row = conn.execute("SELECT * FROM listings WHERE id = 'casaplus-A-17'").fetchone()
    assert (row["price_cents"], row["condition"], row["lat"]) == (124900, "new", 48.14)
    assert row["posted_at"] == "2026-09-04T22:00:00+00:00"


def test_same_feed_changes_nothing(conn, settings):
    text = decoded(FEED.read_bytes())
    take(conn, settings, "casaplus", text, NOW)
    outcome = take(conn, settings, "casaplus", text, NOW)
    assert (outcome.added, outcome.changed, outcome.same) == (0, 0, 3)


def test_feed_without_columns(conn, settings):
    with pytest.raises(Unreadable):
        take(conn, settings, "casaplus", "ref;title\nA;B\n", NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1.234,50", 123450), ("1,234.50 €", 123450), ("25,-", 2500), ("gratis", 0), ("VB", None)],
)
def test_prices_of_all_kinds(text, expected):
    assert cents(text) == expected


def test_prices_that_are_none():
    with pytest.raises(Rejected):
        cents("abc")
