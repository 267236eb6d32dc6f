from datetime import date

import pytest

HEAD = "Kursnummer;Titel;Rubrik;Preis\n"


def test_corrected_file_on_the_same_day(own, run, tmp_path, service, serve):
    path = tmp_path / "nf.csv"
    path.write_text(HEAD + "1;Birds;nature;45\n2;Mushrooms;nature;42,50\n3;Insects;nature;\n4;Ants;nature;9\n", encoding="utf-8")
    done = run("course_search.partner_import", path, "--partner", "nf")
    assert (done.returncode, done.stdout.strip()) == (0, "4 courses, 0 left out, 3 prices changed")
    client = serve()
    changes = {code: client.get(f"/courses/{code}/prices").json()["changes"] for code in ("NF-1", "NF-2", "NF-3", "NF-4")}
    found = {code: [(step["valid_from"], step["price"]) for step in steps] for code, steps in changes.items()}
    assert found == {
        "NF-1": [("2026-09-14", 45.0)],
        "NF-2": [("2026-09-14", 42.5)],
        "NF-3": [("2026-09-14", None)],
        "NF-4": [("2026-09-14", 9.0)],
    }
    assert client.get("/courses/NF-2").json()["price"] == 42.5
    assert client.get("/courses/NF-2/prices/2026-09-14").json()["price"] == 42.5


def test_twice_corrected(own, run, tmp_path, serve):
    path = tmp_path / "linz.csv"
    for price, changed in (("10", 1), ("12", 1), ("12", 0), ("10", 1)):
        path.write_text(f"{HEAD}1;Weben;crafts;{price}\n", encoding="utf-8")
        done = run("course_search.partner_import", path, "--partner", "linz")
        assert (done.returncode, done.stdout.strip()) == (0, f"1 courses, 0 left out, {changed} prices changed")
    assert serve().get("/courses/LINZ-1/prices").json()["changes"][0]["price"] == 10.0


@pytest.mark.parametrize(
    ("code", "price", "day", "changed", "kept"),
    [
        ("PY-100", 220.0, date(2026, 9, 1), False, [240.0, 220.0]),
        ("PY-100", 230.0, date(2026, 9, 1), True, [240.0, 220.0, 230.0]),
        ("PY-100", 230.0, date(2026, 8, 1), True, [240.0, 230.0]),
        ("YO-100", 115.0, date(2026, 10, 1), True, [98.0, None, 112.0, 115.0, 119.0]),
        ("YO-100", None, date(2026, 8, 15), True, [98.0, None, None, 119.0]),
        ("BB-100", 95.0, date(2026, 9, 14), True, [95.0]),
    ],
)
def test_records(own, service, code, price, day, changed, kept):
    prices = service("prices")
    with service("store").opened(own.database) as conn:
        assert prices.record(conn, code, price, day, "office") is changed
    with service("store").opened(own.database) as conn:
        assert [known for _, known in prices.changes(conn, code)] == kept
        source = conn.execute(
            "SELECT source FROM price_changes WHERE course = ? AND valid_from = ?", (code, day.isoformat())
        ).fetchone()
    assert source is None or source["source"] == "office"
