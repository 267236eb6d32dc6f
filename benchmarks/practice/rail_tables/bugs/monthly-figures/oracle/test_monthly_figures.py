def short(items):
    return [(i["period"], i["runs"], i["cancelled"], i["mean"]) for i in items]


def test_one_month(get):
    found = get("/aggregates/ZUE?period=month")
    assert found["period"] == "month"
    assert found["items"] == [{"period": "2026-03", "runs": 26, "cancelled": 2, "mean": 3.5, "punctuality": 0.708}]
    assert found["totals"]["runs"] == 26 and found["totals"]["worst"] == 21


def test_months_with_an_empty_one_between(get, report):
    report("2026-01-31", "IC5", "ALT", 10)
    report("2026-01-01", "IC5", "ALT", 20)
    report("2026-04-01", "IC5", "ALT", 0, cancelled=True)
    items = get("/aggregates/ALT?period=month")["items"]
    assert short(items) == [("2026-01", 2, 0, 15.0), ("2026-02", 0, 0, None), ("2026-03", 8, 0, 5.88), ("2026-04", 1, 1, None)]
    assert [i["punctuality"] for i in items] == [0.0, None, 0.5, None]


def test_over_the_turn_of_the_year(get, report):
    report("2025-12-31", "LUS335", "LIS", 3)
    items = get("/aggregates/LIS?period=month")["items"]
    assert [i["period"] for i in items] == ["2025-12", "2026-01", "2026-02", "2026-03"]
    assert [i["runs"] for i in items] == [1, 0, 0, 6]


def test_filtered_months(get):
    assert short(get("/aggregates/ZUE?period=month&line=XX")["items"]) == []
    assert short(get("/aggregates/COM?period=month&since=2026-03-12&until=2026-03-12")["items"]) == [("2026-03", 2, 2, None)]


def test_weeks_and_days_as_before(get):
    weeks = get("/aggregates/ALT?period=week")["items"]
    assert short(weeks) == [("2026-W10", 2, 0, 0.0), ("2026-W11", 3, 0, 10.33), ("2026-W12", 3, 0, 5.33)]
    days = get("/aggregates/ALT?since=2026-03-12")["items"]
    assert short(days)[:3] == [("2026-03-12", 1, 0, -1.0), ("2026-03-13", 0, 0, None), ("2026-03-14", 1, 0, 6.0)]
    assert len(days) == 8


def test_other_periods_are_refused(client):
    assert client.get("/aggregates/ALT?period=hour").status_code == 422
    assert client.get("/aggregates/XXX?period=month").status_code == 404
