import pytest


def about(value):
    return pytest.approx(value, abs=0.06)


@pytest.mark.parametrize(
    ("path", "runs", "mean"),
    [("ALT?since=2026-03-12&until=2026-03-12", 1, -1.0), ("ALT?since=2026-03-10&until=2026-03-11&period=week", 1, 26.0), ("LIS?since=2026-03-18", 1, 1.0),
     ("COM?text=815&line=RE&since=2026-03-14&until=2026-03-14", 1, -1.0)],
)
def test_one_run(get, path, runs, mean):
    found = get(f"/aggregates/{path}")
    assert found["totals"] == {"runs": runs, "cancelled": 0, "mean": mean, "spread": None, "worst": int(mean)}
    assert found["items"][-1]["mean"] == mean


def test_one_that_ran_among_cancelled_ones(get, report):
    report("2026-03-20", "0815", "COM", 7)
    report("2026-03-20", "2040", "COM", None, cancelled=True)
    assert get("/aggregates/COM?since=2026-03-20")["totals"] == {"runs": 2, "cancelled": 1, "mean": 7.0, "spread": None, "worst": 7}


def test_none_ran(get):
    assert get("/aggregates/COM?since=2026-03-12&until=2026-03-12")["totals"] == {"runs": 2, "cancelled": 2, "mean": None, "spread": None, "worst": None}


def test_no_run_at_all(get):
    found = get("/aggregates/MAD")
    assert found["items"] == [] and found["totals"] == {"runs": 0, "cancelled": 0, "mean": None, "spread": None, "worst": None}


def test_several_runs(get):
    assert get("/aggregates/ALT")["totals"] == {"runs": 8, "cancelled": 0, "mean": about(5.88), "spread": about(8.81), "worst": 26}
    assert get("/aggregates/LIS")["totals"] == {"runs": 6, "cancelled": 0, "mean": about(0.83), "spread": about(3.92), "worst": 8}


def test_two_equal_runs_spread_by_nothing(get, report):
    report("2026-03-20", "IC5", "ZUE", 4)
    report("2026-03-20", "IC7", "ZUE", 4)
    assert get("/aggregates/ZUE?since=2026-03-20")["totals"] == {"runs": 2, "cancelled": 0, "mean": 4.0, "spread": 0.0, "worst": 4}
