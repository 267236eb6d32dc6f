import sqlite3

import pytest

from herbarium import importer

HEAD = "occurrenceID\tcatalogNumber\tscientificName\tfamily\teventDate\tcountry"


@pytest.fixture
def run(database, tmp_path, capsys):
    def run(*rows, status=0):
        path = tmp_path / "in.tsv"
        path.write_text("\n".join([HEAD, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
        assert importer.main([str(path)]) == status
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def sheets(database):
    def sheets(like):
        with sqlite3.connect(database) as connection:
            return dict(connection.execute("select occurrence_id, barcode from specimen where occurrence_id like ? order by 1", (like,)))

    return sheets


def row(key, barcode, name="Aster alpinus", when="1931-07", country="Austria"):
    return (key, barcode, name, "Asteraceae", when, country)


def test_in_the_middle(run, sheets):
    out = run(row("kew:1", "HB300001"), row("kew:2", "HB100001"), row("kew:3", "HB300003", "Aster amellus"))
    assert out[0] == "2 new, 0 changed, 0 same, 1 conflicts, 0 unusable"
    assert out[1] == "kew:2: barcode HB100001 is on another sheet" and len(out) == 2
    assert sheets("kew:%") == {"kew:1": "HB300001", "kew:3": "HB300003"}
    assert sheets("urn:herb:0001") == {"urn:herb:0001": "HB100001"}


def test_at_the_end_and_alone(run, sheets):
    assert run(row("kew:1", "HB300001"), row("kew:2", "HB100005"))[0] == "1 new, 0 changed, 0 same, 1 conflicts, 0 unusable"
    assert sheets("kew:%") == {"kew:1": "HB300001"}
    assert run(row("kew:9", "HB100006"))[0] == "0 new, 0 changed, 0 same, 1 conflicts, 0 unusable"


def test_at_the_beginning_and_several(run, sheets):
    out = run(
        row("kew:1", "HB100001", "Nomen novum"),
        row("kew:2", "HB100002"),
        row("kew:3", "hb300003"),
        row("kew:4", "HB300003"),
        row("kew:5", "HB300005", "Nomen novum"),
        row("kew:6", ""),
    )
    assert out[0] == "2 new, 0 changed, 0 same, 3 conflicts, 1 unusable"
    assert out[1:4] == [
        "kew:1: barcode HB100001 is on another sheet",
        "kew:2: barcode HB100002 is on another sheet",
        "kew:4: barcode HB300003 is on another sheet",
    ]
    assert sheets("kew:%") == {"kew:3": "HB300003", "kew:5": "HB300005"}


def test_changes_of_sheets_that_there_are(run, sheets, client):
    assert run(row("kew:1", "HB300001"), row("kew:2", "HB300002"), row("kew:3", "HB300003"))[0].startswith("3 new")
    out = run(
        row("kew:1", "HB300001", when="1932"),
        row("kew:2", "HB300003", "Aster amellus", when="1950", country="Italy"),
        row("kew:3", "HB300003", country="Italy"),
    )
    assert out == ["0 new, 2 changed, 0 same, 1 conflicts, 0 unusable", "kew:2: barcode HB300003 is on another sheet"]
    assert sheets("kew:%") == {"kew:1": "HB300001", "kew:2": "HB300002", "kew:3": "HB300003"}
    card = client.get("/specimens/HB300002?history=true").json()
    assert card["collected"] == ["1931-07-01", "1931-07-31"] and card["country"] == "Austria"
    assert card["name"] == "Aster alpinus" and len(card["history"]) == 1
    assert client.get("/specimens/HB300001").json()["collected"] == ["1932-01-01", "1932-12-31"]
    assert client.get("/specimens/HB300003").json()["country"] == "Italy"


def test_without_conflict(run, sheets):
    assert run(row("kew:1", "HB300001"))[0] == "1 new, 0 changed, 0 same, 0 conflicts, 0 unusable"
    assert run(row("kew:1", "HB300001"))[0] == "0 new, 0 changed, 1 same, 0 conflicts, 0 unusable"
    assert run(row("kew:1", "HB300009"))[0] == "0 new, 1 changed, 0 same, 0 conflicts, 0 unusable"
    assert sheets("kew:%") == {"kew:1": "HB300009"}
    assert len(sheets("urn:%")) == 30


def test_two_files(database, tmp_path, capsys, sheets):
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    one.write_text("\n".join([HEAD, "\t".join(row("kew:1", "HB300001")), "\t".join(row("kew:2", "HB100001"))]))
    two.write_text("\n".join([HEAD, "\t".join(row("kew:3", "HB300003"))]))
    assert importer.main([str(one), str(two)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "2 new, 0 changed, 0 same, 1 conflicts, 0 unusable"
    assert sheets("kew:%") == {"kew:1": "HB300001", "kew:3": "HB300003"}
