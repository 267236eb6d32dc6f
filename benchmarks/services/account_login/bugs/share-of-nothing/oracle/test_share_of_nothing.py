import json

import pytest


@pytest.mark.parametrize(("first", "last", "days"), [("2026-08-01", "2026-08-03", 3), ("2026-01-01", "2026-01-01", 1), ("2027-02-01", "2027-02-28", 28)])
def test_quiet_days(call, first, last, days):
    answer = call("GET", f"/staff/figures/sign-ins?from={first}&to={last}&zone=UTC", staff=True)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["good"], body["bad"], body["failure_share"], body["busiest_hour"]) == (0, 0, 0.0, None)
    assert [day["failure_share"] for day in body["days"]] == [0.0] * days


def test_quiet_day_among_others(call):
    body = call("GET", "/staff/figures/sign-ins?from=2026-08-30&to=2026-09-05&zone=UTC", staff=True).json()
    assert [day["failure_share"] for day in body["days"]] == [100.0, 0.0, 0.0, 0.0, 0.0, 33.3, 50.0]
    assert (body["good"], body["bad"], body["failure_share"]) == (9, 3, 25.0)


def test_report_of_a_quiet_day(run, tmp_path):
    assert run("login_report", "--day", "2026-08-15") == "2026-08-15: 0 good, 0 bad sign-ins"
    report = json.loads((tmp_path / "reports" / "sign-ins-2026-08-15.json").read_text("utf-8"))
    assert (report["failure_share"], report["failures"]["total"]) == (0.0, 0)


def test_report_of_a_busy_day(run, tmp_path):
    run("login_report", "--day", "2026-09-10")
    report = json.loads((tmp_path / "reports" / "sign-ins-2026-09-10.json").read_text("utf-8"))
    assert (report["good"], report["bad"], report["failure_share"]) == (4, 1, 20.0)
