import pytest


def test_price_of_a_feed_changes(feed, conn, call):
    assert feed("B-1;Lamp;home;10;EUR")[1]["added"] == 1
    status, outcome = feed("B-1;Lamp;home;9;EUR", "B-2;Rug;home;5;EUR")
    assert status == 0
    assert (outcome["added"], outcome["changed"]) == (1, 1)
    (change,) = call("GET", "/listings/casaplus-B-1/prices").json()["changes"]
    assert (change["old"], change["new"], change["percent"]) == ("10.00", "9.00", -10.0)


def test_line_twice(feed, conn):
    status, outcome = feed("B-1;Lamp;home;10;EUR", "B-1;Lamp;home;9;EUR", "B-1;Lamp;home;8;EUR")
    assert (status, outcome["changed"]) == (0, 2)
    assert conn.execute("SELECT price_cents FROM listings WHERE id = 'casaplus-B-1'").fetchone()[0] == 800


def test_feed_is_all_or_nothing(conn, settings, now):
    from listing_search.feeds import take

    text = "ref;title;category;price;currency\nB-1;Lamp;home;10;EUR\n"
    take(conn, settings, "casaplus", text, now)
    conn.execute("CREATE TRIGGER stop BEFORE INSERT ON listings BEGIN SELECT RAISE(ABORT, 'stop'); END")
    with pytest.raises(Exception, match="stop"):
        take(conn, settings, "casaplus", text.replace(";10;", ";9;") + "B-2;Rug;home;5;EUR\n", now)
    assert not conn.in_transaction
    assert conn.execute("SELECT price_cents FROM listings WHERE id = 'casaplus-B-1'").fetchone()[0] == 1000
    assert conn.execute("SELECT count(*) FROM price_changes WHERE listing_id = 'casaplus-B-1'").fetchone()[0] == 0


def test_change_outside_of_a_feed(conn, now):
    from listing_search.prices import history, record

    record(conn, "L-1003", 145000, 140000, now)
    record(conn, "L-1003", 145000, 130000, now)
    assert history(conn, "L-1003")[0]["new"] == "1300.00"
    assert conn.execute("SELECT count(*) FROM price_changes WHERE listing_id = 'L-1003'").fetchone()[0] == 1
    assert not conn.in_transaction
