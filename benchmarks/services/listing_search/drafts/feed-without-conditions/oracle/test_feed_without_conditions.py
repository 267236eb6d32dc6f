import pytest


def test_needed_columns_are_enough(feed, conn):
    status, outcome = feed("V-1;Gravel bike;bikes;1190.00;CHF", "V-2;Helmet;bikes;abc;CHF", partner="velohaus")
    assert status == 0
    assert (outcome["added"], [row["line"] for row in outcome["rejected"]]) == (1, [3])
    row = conn.execute("SELECT * FROM listings WHERE id = 'velohaus-V-1'").fetchone()
    assert (row["title"], row["price_cents"], row["condition"]) == ("Gravel bike", 119000, "used")
    assert (row["city"], row["lat"], row["photos"]) == (None, None, "[]")


@pytest.mark.parametrize(
    ("given", "kept"), [("neu", "new"), ("Wie neu", "like_new"), ("", "used"), ("defective", "defective")]
)
def test_conditions(feed, conn, given, kept):
    feed(f"V-1;Bike;bikes;5;EUR;{given}", header="ref;title;category;price;currency;condition")
    assert conn.execute("SELECT condition FROM listings WHERE id = 'casaplus-V-1'").fetchone()[0] == kept


def test_unknown_condition(feed):
    _, outcome = feed("V-1;Bike;bikes;5;EUR;rusty", header="ref;title;category;price;currency;condition")
    assert (outcome["added"], len(outcome["rejected"])) == (0, 1)
