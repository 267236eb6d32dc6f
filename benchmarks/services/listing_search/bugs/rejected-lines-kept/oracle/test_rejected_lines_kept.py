def kept(conn):
    return [tuple(row) for row in conn.execute("SELECT partner, line FROM rejected_lines ORDER BY line")]


def test_rejected_lines_are_left_out_and_kept(feed, conn):
    status, outcome = feed("B-1;Lamp;home;10;EUR", "B-2;Lamp;x;10;EUR", "B-3;Lamp;home;abc;EUR", "B-4;Rug;home;7;EUR")
    assert (status, outcome["added"]) == (0, 2)
    assert [row["line"] for row in outcome["rejected"]] == [3, 4]
    assert kept(conn) == [("casaplus", 3), ("casaplus", 4)]
    rows = conn.execute("SELECT id FROM listings WHERE id LIKE 'casaplus-%' ORDER BY id").fetchall()
    assert [row["id"] for row in rows] == ["casaplus-B-1", "casaplus-B-4"]


def test_reasons(feed, conn):
    feed("B-3;Lamp;home;abc;EUR", "B-3;Lamp;home;1;XXX")
    reasons = [row["reason"] for row in conn.execute("SELECT reason FROM rejected_lines ORDER BY line")]
    assert "abc" in reasons[0]
    assert "XXX" in reasons[1]


def test_good_feed(feed, conn):
    assert feed("B-1;Lamp;home;10;EUR")[1]["added"] == 1
    assert feed("B-1;Lamp;home;10;EUR")[1]["same"] == 1
    assert kept(conn) == []


def test_feed_of_the_demonstration(run, conn):
    status, out = run("feeds", "--partner", "casaplus", "data/feeds/casaplus.csv")
    assert status == 0
    assert kept(conn) == [("casaplus", 4), ("casaplus", 6)]
