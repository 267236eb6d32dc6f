import pytest


@pytest.mark.parametrize("text", ["", "\ufeff", "ref;title\nA;B\n"])
def test_no_feed(run, tmp_path, conn, text):
    path = tmp_path / "feed.csv"
    path.write_text(text, encoding="utf-8")
    before = conn.execute("SELECT count(*) FROM listings").fetchone()[0]
    assert run("feeds", "--partner", "casaplus", str(path)) == (2, "")
    assert conn.execute("SELECT count(*) FROM listings").fetchone()[0] == before
    assert conn.execute("SELECT count(*) FROM leases").fetchone()[0] == 0


def test_header_alone(feed):
    assert feed() == (0, {"added": 0, "changed": 0, "same": 0, "rejected": []})


def test_lines_are_taken(feed):
    status, outcome = feed("B-1;Lamp;home;10;EUR", "B-2;;home;10;EUR", "B-3;Shelf;furniture;25,-;EUR")
    assert (status, outcome["added"], [row["line"] for row in outcome["rejected"]]) == (0, 2, [3])
