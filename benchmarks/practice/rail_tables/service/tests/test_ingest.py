import pytest

from rail_tables import ingest

HEAD = "day,train,station,minutes,cancelled,cause,reported_at\n"


@pytest.fixture
def take(db, tmp_path, capsys):
    def run(text, name="new.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        status = ingest.main([str(path)])
        return status, capsys.readouterr().out.splitlines()

    return run


def test_new_rows(take, get):
    rows = "2026-03-20,IC5,ZUE,7,no,signal,2026-03-20T09:00:00+01:00\n2026-03-20,0815,MIL,,yes,,2026-03-20T09:00:00+01:00\n"
    assert take(HEAD + rows) == (0, ["new.csv: 2 merged, 0 outdated, 0 refused"])
    found = get("/delays?since=2026-03-20")
    assert [(item["train"], item["minutes"], item["cancelled"]) for item in found["items"]] == [("0815", None, True), ("IC5", 7, False)]
    assert get("/health")["revision"] == 2


def test_later_report_wins(take, get):
    rows = "2026-03-13,IC5,ZUE,22,,vehicle,2026-03-21T10:00:00+01:00\n2026-03-13,IC5,ZUE,90,,vehicle,2026-03-13T10:00:00+01:00\n"
    assert take(HEAD + rows) == (0, ["new.csv: 1 merged, 1 outdated, 0 refused"])
    assert get("/delays?since=2026-03-13&until=2026-03-13&text=IC5&station=ZUE")["items"][0]["minutes"] == 22


def test_bad_rows_are_named(take, get):
    rows = [
        "2026-03-20,IC5,MIL,7,no,,2026-03-20T09:00:00Z",
        "2026-03-32,IC5,ZUE,7,no,,2026-03-20T09:00:00Z",
        "2026-03-20,IC5,ZUE,,no,,2026-03-20T09:00:00Z",
        "2026-03-20,IC5,ZUE,7,no,,2026-03-20T09:00:00",
        "2026-03-20,IC5,ZUE,7,no,,2026-03-20T09:00:00Z",
    ]
    status, lines = take(HEAD + "\n".join(rows) + "\n")
    assert status == 0 and lines[0] == "new.csv: 1 merged, 0 outdated, 4 refused"
    assert [line.split(":")[0] for line in lines[1:]] == ["new.csv line 2", "new.csv line 3", "new.csv line 4", "new.csv line 5"]


def test_file_of_excel(take):
    assert take("\ufeff" + HEAD + "2026-03-20,IC5,ZUE,7,no,,2026-03-20T09:00:00Z\n")[1] == ["new.csv: 1 merged, 0 outdated, 0 refused"]


def test_no_delay_file(take, tmp_path):
    assert take("name,colour\nx,red\n")[0] == 2
    assert ingest.main([str(tmp_path / "missing.csv")]) == 2
