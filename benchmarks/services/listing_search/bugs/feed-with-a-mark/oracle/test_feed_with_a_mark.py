import json

import pytest

TEXT = "Ref;Title;Category;Price;Currency\nB-1;Stehlampe grün;home;49,90;EUR\n"


@pytest.mark.parametrize("raw", [TEXT.encode("utf-8-sig"), TEXT.encode("utf-8"), TEXT.encode("cp1252")])
def test_every_encoding(run, tmp_path, conn, raw):
    path = tmp_path / "feed.csv"
    path.write_bytes(raw)
    status, out = run("feeds", "--partner", "casaplus", str(path))
    assert status == 0
    assert json.loads(out) == {"added": 1, "changed": 0, "same": 0, "rejected": []}
    row = conn.execute("SELECT * FROM listings WHERE id = 'casaplus-B-1'").fetchone()
    assert (row["title"], row["price_cents"]) == ("Stehlampe grün", 4990)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "\ufeffref;name\nA;B\n"])
def test_what_is_no_feed(run, tmp_path, text):
    path = tmp_path / "feed.csv"
    path.write_text(text, encoding="utf-8")
    assert run("feeds", "--partner", "casaplus", str(path)) == (2, "")
