import pytest


@pytest.fixture
def trend(client):
    def buckets(**parameters):
        answer = client.get("/stats/trend", params=parameters)
        assert answer.status_code == 200, answer.text
        assert answer.json()["by"] == parameters.get("by", "week")
        return [(one["from"], one["sold"], one["median"]) for one in answer.json()["buckets"]]

    return buckets


def test_months(trend):
    assert trend(by="month", category="Lights") == [
        ("2025-10-01", 2, 58.0), ("2025-11-01", 0, None), ("2025-12-01", 0, None), ("2026-01-01", 0, None),
        ("2026-02-01", 0, None), ("2026-03-01", 0, None), ("2026-04-01", 1, 150.0),
    ]
    assert trend(by="month", brand="volkswagen") == [
        ("2025-10-01", 1, 22.0), ("2025-11-01", 0, None), ("2025-12-01", 0, None), ("2026-01-01", 0, None),
        ("2026-02-01", 1, 40.0), ("2026-03-01", 1, 26.0),
    ]


def test_quarters(trend):
    assert trend(by="quarter") == [
        ("2025-10-01", 7, 60.0), ("2026-01-01", 3, 40.0), ("2026-04-01", 1, 150.0), ("2026-07-01", 3, 80.0)
    ]
    assert trend(by="quarter", brand="Volvo") == [("2025-10-01", 1, 99.0), ("2026-01-01", 1, 44.0)]


def test_zone_decides(trend):
    assert trend(by="month", brand="volvo", zone="Europe/Berlin")[-1] == ("2026-02-01", 1, 44.0)
    assert trend(by="month", brand="volvo", zone="UTC")[-1] == ("2026-01-01", 1, 44.0)
    assert trend(by="quarter", brand="Volkswagen", zone="Europe/Berlin") == [
        ("2025-10-01", 1, 22.0), ("2026-01-01", 1, 40.0), ("2026-04-01", 1, 26.0)
    ]


def test_days_and_weeks(trend):
    assert trend(brand="Fiat", by="day")[:3] == [("2025-10-08", 1, 18.0), ("2025-10-09", 0, None), ("2025-10-10", 0, None)]
    assert trend(category="brakes")[:2] == [("2025-10-06", 2, 20.0), ("2025-10-13", 0, None)]
    assert trend(category="Suspension", by="week") == [("2026-08-31", 1, 88.0)]


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter"])
def test_without_sales(trend, by):
    assert trend(category="Glass", by=by) == []


@pytest.mark.parametrize("parameters", [{"by": "year"}, {"by": "M"}, {"by": "month", "zone": "Mars/Olympus"}])
def test_malformed(client, parameters):
    assert client.get("/stats/trend", params=parameters).status_code == 400
