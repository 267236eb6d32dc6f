import json

import pytest


@pytest.mark.parametrize(
    ("week", "searches", "clicks", "hour"),
    [("2026-W30", 0, 1, None), ("2026-W20", 2, 0, 11), ("2026-W02", 0, 0, None)],
)
def test_figures(run, week, searches, clicks, hour):
    status, out = run("report", "--week", week)
    assert status == 0
    figures = json.loads(out)
    assert (figures["searches"], figures["clicks"], figures["busiest_hour"]) == (searches, clicks, hour)
    assert figures["click_rate"] == 0.0


def test_busy_week(run, env):
    status, out = run("report", "--week", "2026-W37")
    figures = json.loads(out)
    assert status == 0
    assert 0 <= figures["busiest_hour"] <= 23
    assert figures["searches"] == 47
