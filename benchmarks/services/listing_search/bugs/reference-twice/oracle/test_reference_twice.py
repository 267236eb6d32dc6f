def row(conn, listing):
    return dict(conn.execute("SELECT * FROM listings WHERE id = ?", (listing,)).fetchone())


def test_second_feed_changes(feed, conn):
    assert feed("B-1;Lamp;home;10;EUR", "B-2;Rug;home;20;EUR")[1]["added"] == 2
    conn.execute("UPDATE listings SET views = 7, posted_at = '2026-09-01T08:00:00+00:00' WHERE id = 'casaplus-B-1'")
    status, outcome = feed("B-1;Lamp, brass;garden;12,50;CHF", "B-2;Rug;home;20;EUR")
    assert status == 0
    assert (outcome["added"], outcome["changed"], outcome["same"]) == (0, 1, 1)
    kept = row(conn, "casaplus-B-1")
    assert (kept["title"], kept["category"], kept["price_cents"], kept["currency"]) == (
        "Lamp, brass",
        "garden",
        1250,
        "CHF",
    )
    assert (kept["views"], kept["posted_at"], kept["status"]) == (7, "2026-09-01T08:00:00+00:00", "active")


def test_line_twice(feed, conn):
    _, outcome = feed("B-1;Lamp;home;10;EUR", "B-1;Lamp, brass;home;10;EUR")
    assert (outcome["added"], outcome["changed"]) == (1, 1)
    assert row(conn, "casaplus-B-1")["title"] == "Lamp, brass"


def test_price_is_recorded(feed, conn):
    feed("B-1;Lamp;home;10;EUR")
    feed("B-1;Lamp;home;VB;EUR")
    assert row(conn, "casaplus-B-1")["price_cents"] is None
    assert (
        conn.execute("SELECT old_cents, new_cents FROM price_changes WHERE listing_id = 'casaplus-B-1'").fetchone()[0]
        == 1000
    )
