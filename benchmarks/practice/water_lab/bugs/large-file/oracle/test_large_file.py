import pytest

from water_lab import cli

HEAD = "sample;point;taken;parameter;value\n"


def text(count, point="MB-01"):
    return HEAD + "".join(f"W26-{400 + n};{point};2026-03-{n + 1:02}T08:00:00+01:00;cond;{400 + n}\n" for n in range(count))


@pytest.mark.parametrize("count", [31, 30, 10, 1])
def test_files_of_any_size(client, count):
    answer = client.post("/imports?file=sonde.csv", content=text(count))
    assert answer.status_code == 201
    assert answer.json() == {"file": "sonde.csv", "lines": count, "samples": count, "alerts": 0}
    values = client.get("/points/MB-01/series?parameter=cond&from=2026-03-01").json()["values"]
    assert [one["value"] for one in values] == [400.0 + n for n in range(count)]


@pytest.mark.parametrize("count", [31, 3])
def test_known_file_is_refused(client, count):
    assert client.post("/imports", content=text(count)).status_code == 201
    answer = client.post("/imports", content=text(count))
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "file")
    assert client.get("/samples").json()["total"] == 22 + count


@pytest.mark.parametrize("count", [31, 3])
def test_all_or_nothing(client, count):
    bad = text(count) + "W26-900;ZZ-09;2026-03-09;cond;1\n"
    for _ in range(2):
        assert client.post("/imports", content=bad).status_code == 400
    assert client.get("/samples").json()["total"] == 22
    assert client.post("/imports", content=text(count) + "W26-900;MB-02;2026-03-09;cond;much\n").status_code == 400
    assert client.post("/imports", content=text(count)).status_code == 201


def test_alerts_of_a_large_file(client):
    content = text(31) + "W26-901;BR-02;2026-03-09T08:00:00+01:00;ecoli;7\n"
    assert client.post("/imports", content=content).json()["alerts"] == 1
    assert [one["code"] for one in client.get("/alerts").json()["alerts"]] == ["W26-901"]


def test_command(settings, tmp_path, capsys):
    for count, name in ((31, "a.csv"), (2, "b.csv")):
        (tmp_path / name).write_text(text(count, "MB-02"))
    assert cli.main(["import", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]) == 0
    assert capsys.readouterr().out == "a.csv: 31 lines, 31 samples, 0 alerts\nb.csv: 2 lines, 2 samples, 0 alerts\n"
    assert cli.main(["import", str(tmp_path / "a.csv")]) == 2
