def test_days(get):
    found = get("/aggregates/ZUE?since=2026-03-02&until=2026-03-10")
    days = [item["period"] for item in found["items"]]
    assert days == sorted(days) and len(set(days)) == len(days)
    assert sum(item["runs"] for item in found["items"]) == found["totals"]["runs"]


def test_empty_days_are_there(get):
    items = get("/aggregates/MAD")["items"] + get("/aggregates/LIS")["items"]
    empty = [item for item in items if not item["runs"]]
    assert empty and all(item["mean"] is None and item["punctuality"] is None for item in empty)


def test_weeks(get):
    found = get("/aggregates/ZUE?period=week")
    assert [item["period"] for item in found["items"]] == ["2026-W10", "2026-W11", "2026-W12"]


def test_totals(get):
    totals = get("/aggregates/ZUE?line=NJ")["totals"]
    assert totals["runs"] == get("/delays?station=ZUE&line=NJ")["total"]
    assert totals["worst"] == max(i["minutes"] or 0 for i in get("/delays?station=ZUE&line=NJ&limit=100")["items"])
    assert totals["mean"] > 0 and totals["spread"] > 0


def test_bad_aggregates(client):
    assert client.get("/aggregates/XXX").status_code == 404
    assert client.get("/aggregates/ZUE?period=hour").status_code == 422
