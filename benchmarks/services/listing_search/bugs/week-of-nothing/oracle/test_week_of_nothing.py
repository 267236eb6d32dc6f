import json

import pytest

NOTHING = {
    "searches": 0,
    "searchers": 0,
    "clicks": 0,
    "contacts": 0,
    "click_rate": 0.0,
    "without_results": 0.0,
    "mean_position": None,
    "busiest_hour": None,
    "by_day": {"Mon": 0, "Tue": 0, "Wed": 0, "Thu": 0, "Fri": 0, "Sat": 0, "Sun": 0},
    "top_query": None,
}


@pytest.mark.parametrize("week", ["2026-W02", "2020-W53", "2027-W01"])
def test_empty_week(run, settings, week):
    status, out = run("report", "--week", week)
    assert status == 0
    assert json.loads(out) == {"week": week, **NOTHING}
    lines = (settings.reports / week / "queries.csv").read_text("utf-8").splitlines()
    assert lines == ["query,searches,without_results,clicks,click_rate,mean_position"]


def test_table_without_events(conn, settings, run):
    conn.execute("DELETE FROM events")
    assert json.loads(run("report", "--week", "2026-W37")[1])["searches"] == 0


def test_busy_week(run):
    figures = json.loads(run("report", "--week", "2026-W37")[1])
    assert (figures["searches"], sum(figures["by_day"].values())) == (47, 47)
    assert figures["by_day"]["Mon"] > 0
