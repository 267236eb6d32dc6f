def changes(conn, listing):
    rows = conn.execute("SELECT new_cents FROM price_changes WHERE listing_id = ? ORDER BY at", (listing,))
    return [row["new_cents"] for row in rows]


def test_last_price_of_a_feed_counts(feed, conn, call):
    status, outcome = feed("A;Rug;home;50;EUR", "A;Rug;home;40;EUR", "A;Rug;home;30;EUR", "A;Rug;home;20;EUR")
    assert (status, outcome["added"], outcome["changed"]) == (0, 1, 3)
    assert conn.execute("SELECT price_cents FROM listings WHERE id = 'casaplus-A'").fetchone()[0] == 2000
    assert changes(conn, "casaplus-A")[-1] == 2000
    shown = call("GET", "/listings/casaplus-A/prices").json()["changes"]
    assert shown[0]["new"] == "20.00"


def test_other_listings_of_the_feed_are_kept(feed, conn):
    _, outcome = feed("A;Rug;home;5;EUR", "A;Rug;home;4;EUR", "A;Rug;home;3;EUR", "B;Mat;home;2;EUR")
    assert outcome["added"] == 2
    assert changes(conn, "casaplus-B") == []


def test_changes_at_one_instant(conn, now):
    from listing_search.prices import history, record

    record(conn, "L-1003", 145000, 140000, now)
    record(conn, "L-1003", 140000, 130000, now)
    found = history(conn, "L-1003")
    assert found[0]["new"] == "1300.00"
    record(conn, "L-1002", None, 100, now)
    assert len(history(conn, "L-1002")) == 1
