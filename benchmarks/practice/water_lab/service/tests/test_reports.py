from water_lab import cli


def test_weekly_report(client):
    answer = client.get("/reports/weekly/2026-W10").json()
    assert (answer["week"], answer["from"], answer["samples"]) == ("2026-W10", "2026-03-02", 3)
    assert [row["point"] for row in answer["points"]] == ["BR-01", "LK-02", "MB-02"]
    assert answer["before"] == {"week": "2026-W09", "samples": 0, "change": 3}


def test_report_as_text(client):
    answer = client.get("/reports/weekly/2026-W10", headers={"accept": "text/plain"})
    assert answer.text.startswith("Week 2026-W10 (from 2026-03-02): 3 samples, +3 against 2026-W09\n")
    assert "! ecoli 2 in W26-0067" in answer.text


def test_weeks_that_are_none(client):
    for week in ("2025-W53", "2026-W00", "march"):
        assert client.get(f"/reports/weekly/{week}").status_code == 400


def test_report_command(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("WATER_LAB_DB", str(settings.database))
    out = tmp_path / "board.txt"
    assert cli.main(["report", "2026-W06", "--out", str(out)]) == 0
    assert out.read_text().splitlines()[0] == "Week 2026-W06 (from 2026-02-02): 2 samples, +2 against 2026-W05"
    assert cli.main(["report", "2026"]) == 2
