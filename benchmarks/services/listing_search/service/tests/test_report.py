import json

from listing_search import report


def test_week_is_summed_up(conn, settings):
    figures = report.make(conn, settings, "2026-W37")
    assert figures["searches"] == 47
    assert sum(figures["by_day"].values()) == 47
    folder = settings.reports / "2026-W37"
    lines = (folder / "queries.csv").read_text("utf-8").splitlines()
    assert lines[0] == "query,searches,without_results,clicks,click_rate,mean_position"
    assert json.loads((folder / "summary.json").read_text("utf-8")) == figures


def test_command_knows_no_such_week(settings, monkeypatch, capsys):
    monkeypatch.setenv("LISTINGS_DB", str(settings.database))
    assert report.main(["--week", "2026-99"]) == 2
    assert "2026-99" in capsys.readouterr().err
