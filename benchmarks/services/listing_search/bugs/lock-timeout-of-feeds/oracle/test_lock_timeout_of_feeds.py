def test_feed_is_taken_over(feed, conn):
    status, outcome = feed("B-1;Lamp;home;10,50;EUR", "B-2;Oak bench;garden;VB;EUR", "B-3;Thing;nowhere;1;EUR")
    assert status == 0
    assert (outcome["added"], outcome["changed"], outcome["same"]) == (2, 0, 0)
    assert [row["line"] for row in outcome["rejected"]] == [4]
    rows = conn.execute("SELECT id, price_cents FROM listings WHERE id LIKE 'casaplus-B-%' ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [("casaplus-B-1", 1050), ("casaplus-B-2", None)]


def test_bundled_feed(run):
    status, out = run("feeds", "--partner", "velohaus", "data/feeds/casaplus.csv")
    assert status == 0
    assert '"added": 3' in out


def test_missing_file(run):
    assert run("feeds", "--partner", "velohaus", "data/feeds/none.csv")[0] == 2


def test_other_parts(run, call):
    assert run("report", "--week", "2026-W37")[0] == 0
    assert run("worker", "--once")[0] == 0
    assert call("GET", "/categories").status_code == 200
