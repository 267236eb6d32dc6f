from water_lab import cli

HEAD = "sample;point;taken;parameter;value\n"


def test_first_week(settings, capsys):
    assert cli.main(["report", "2026-W01"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Week 2026-W01 (from 2025-12-29): 1 samples, +1 against 2025-W52"


def test_samples_of_the_last_week_count(client):
    client.post("/imports", content=HEAD + "".join(f"X{n};BR-01;2025-12-{n}T09:00:00+01:00;no3;20\n" for n in (22, 24, 28)))
    report = client.get("/reports/weekly/2026-W01").json()
    assert report["before"] == {"week": "2025-W52", "samples": 3, "change": -2}
    assert [row["point"] for row in report["points"]] == ["BR-01"]


def test_year_with_53_weeks(client):
    client.post("/imports", content=HEAD + "X1;BR-01;2026-12-30T09:00:00+01:00;no3;20\nX2;BR-01;2027-01-03T23:30:00+01:00;no3;20\n")
    assert client.get("/reports/weekly/2027-W01").json()["before"] == {"week": "2026-W53", "samples": 2, "change": -2}
    assert client.get("/reports/weekly/2026-W53").json()["before"] == {"week": "2026-W52", "samples": 0, "change": 2}


def test_other_weeks(client):
    assert client.get("/reports/weekly/2026-W02").json()["before"] == {"week": "2026-W01", "samples": 1, "change": 1}
    assert client.get("/reports/weekly/2025-W01").json()["before"]["week"] == "2024-W52"
    assert client.get("/reports/weekly/2026-W10").json()["before"] == {"week": "2026-W09", "samples": 0, "change": 3}
    for week in ("2026-W00", "2025-W53", "2026-W54"):
        assert client.get(f"/reports/weekly/{week}").status_code == 400
