from water_lab import cli

HEAD = "sample;point;taken;parameter;value\n"


def test_instrument_file(client):
    text = "# ICP-MS 2\n" + HEAD + "W26-0107;BR-01;2026-03-09T08:10:00+01:00;pb;<0,5\nW26-0107;BR-01;2026-03-09T08:10:00+01:00;no3;21,4\n"
    answer = client.post("/imports?file=icp.csv", content=text.encode("cp1252"))
    assert answer.status_code == 201
    assert answer.json() == {"file": "icp.csv", "lines": 2, "samples": 1, "alerts": 0}
    assert client.get("/points/BR-01").json()["latest"]["no3"]["value"] == 21.4


def test_same_file_twice(client):
    text = HEAD + "W26-0108;BR-01;2026-03-09;no3;21\n"
    assert client.post("/imports", content=text).status_code == 201
    assert client.post("/imports", content=text).status_code == 409


def test_alert_of_a_hygiene_parameter(client):
    client.post("/imports", content=HEAD + "W26-0109;BR-02;2026-03-09T09:00:00+01:00;ecoli;3\n")
    assert [(one["code"], one["parameter"], one["value"]) for one in client.get("/alerts").json()["alerts"]] == [("W26-0109", "ecoli", 3.0)]
    assert client.get("/alerts?point=BR-01").json() == {"alerts": []}


def test_many_samples(client):
    lines = "".join(f"W26-{n};MB-01;2026-03-{n - 299:02}T08:00:00+01:00;cond;{n}\n" for n in range(300, 320))
    assert client.post("/imports", content=HEAD + lines).json()["samples"] == 20


def test_all_or_nothing(client):
    text = HEAD + "W26-0110;BR-01;2026-03-09;no3;21\nW26-0111;ZZ-01;2026-03-09;no3;21\n"
    assert client.post("/imports", content=text).status_code == 400
    assert client.get("/samples?q=0110").json()["total"] == 0


def test_bad_files(client):
    for text in ("", "a;b\n1;2\n", HEAD, HEAD + "W1;BR-01;soon;no3;1\n", HEAD + "W1;BR-01;2026-03-09;no3;much\n"):
        assert client.post("/imports", content=text).status_code == 400


def test_logger_file(client):
    text = "time;parameter;value\n2026-02-03T05:45:00+01:00;temp;3,4\n2026-02-03T06:00:00+01:00;temp;3.6\n"
    assert client.post("/imports/logger/MB-01", content=text).json()["readings"] == 2
    hours = client.get("/points/MB-01/logger?parameter=temp&day=2026-02-03").json()["hours"]
    assert hours == [
        {"hour": "2026-02-03T05:00:00+01:00", "value": 2.5, "readings": 4},
        {"hour": "2026-02-03T06:00:00+01:00", "value": 3.6, "readings": 1},
    ]


def test_import_command(settings, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WATER_LAB_DB", str(settings.database))
    path = tmp_path / "ic.csv"
    path.write_text(HEAD + "W26-0120;BR-02;2026-03-10;no3;12,5\n")
    assert cli.main(["import", str(path)]) == 0
    assert capsys.readouterr().out == "ic.csv: 1 lines, 1 samples, 0 alerts\n"
    assert cli.main(["import", str(tmp_path / "none.csv")]) == 2
