import pytest

from herbarium import dwc, importer, stats

HEAD = "occurrenceID\tcatalogNumber\tscientificName\tfamily\teventDate\tcountry\n"


def run(tmp_path, capsys, text, encoding="utf-8"):
    path = tmp_path / "in.tsv"
    path.write_bytes(text.encode(encoding))
    assert importer.main([str(path)]) == 0
    return capsys.readouterr().out.splitlines()


def test_new_changed_and_same(database, tmp_path, capsys, client):
    text = HEAD + "x:1\tHB200001\tAster alpinus\tAsteraceae\t1950-07\tAustria\n"
    assert run(tmp_path, capsys, text)[0] == "1 new, 0 changed, 0 same, 0 conflicts, 0 unusable"
    assert run(tmp_path, capsys, text)[0] == "0 new, 0 changed, 1 same, 0 conflicts, 0 unusable"
    assert run(tmp_path, capsys, text.replace("1950", "1951"))[0] == "0 new, 1 changed, 0 same, 0 conflicts, 0 unusable"
    assert client.get("/specimens/HB200001").json()["collected"] == ["1951-07-01", "1951-07-31"]


def test_unusable_rows_are_named(database, tmp_path, capsys):
    text = HEAD + "x:1\t\tAster alpinus\t\t\t\nx:2\tHB200002\tAster alpinus\t\tsummer\t\nx:3\tHB200003\tAster alpinus\t\t\t\n"
    assert run(tmp_path, capsys, text) == [
        "1 new, 0 changed, 0 same, 0 conflicts, 2 unusable",
        "line 2: catalogNumber is missing",
        "line 3: eventDate cannot be read: summer",
    ]


def test_conflict_takes_back_its_row_only(database, tmp_path, capsys, client):
    text = HEAD + "x:1\tHB200001\tAster alpinus\t\t\t\nx:2\tHB100001\tAster alpinus\t\t\t\nx:3\tHB200003\tAster alpinus\t\t\t\n"
    assert run(tmp_path, capsys, text) == [
        "2 new, 0 changed, 0 same, 1 conflicts, 0 unusable",
        "x:2: barcode HB100001 is on another sheet",
    ]
    assert client.get("/search?q=alpinus").json()["total"] == 2


def test_old_encoding_and_other_delimiter(database, tmp_path, capsys, client):
    text = "dwc:occurrenceID;dwc:catalogNumber;dwc:scientificName;dwc:locality\nx:1;hb200001;Aster alpinus;Zürs\n"
    assert run(tmp_path, capsys, text, "cp1252")[0].startswith("1 new")
    assert client.get("/specimens/HB200001").json()["locality"] == "Zürs"


def test_missing_file(database, capsys):
    assert importer.main(["nowhere.tsv"]) == 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1904", "1904-01-01", "1904-12-31"),
        ("1904-02", "1904-02-01", "1904-02-29"),
        ("1904-05-12T10:00", "1904-05-12", "1904-05-12"),
        ("1904-05/1904-06-02", "1904-05-01", "1904-06-02"),
    ],
)
def test_event_dates(text, first, last):
    assert [day.isoformat() for day in dwc.event_date(text)] == [first, last]


@pytest.mark.parametrize("text", ["1904-13", "1904-02-30", "1905/1904", "May 1904"])
def test_unreadable_event_dates(text):
    with pytest.raises(dwc.UnusableRow):
        dwc.event_date(text)


def test_stats_by_country(database, capsys):
    assert stats.main(["--by", "country"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "country\tsheets\ttypes\tcollectors\televation_m\toldest"
    assert lines[1].startswith("Austria\t13\t1\t")
    assert lines[-1] == "-\t1\t0\t0\t-\t1790"


def test_stats_by_family_of_one_country(database, capsys):
    assert stats.main(["--country", "Poland"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Asteraceae\t1\t0\t1\t560\t1933", "Orchidaceae\t1\t0\t1\t700\t1936"]


def test_stats_without_heights(database, capsys):
    assert stats.main(["--country", "Germany"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Fucaceae\t2\t0\t1\t-\t1884"]
