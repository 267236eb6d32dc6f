from datetime import datetime, timedelta

import pytest


def wait(saved):
    return datetime.fromisoformat(saved["next_run_at"]) - datetime.fromisoformat(saved["created_at"])


def test_monthly(call, conn):
    answer = call("POST", "/saved", "s-chloe", json={"params": {"q": "oak table"}, "frequency": "monthly"})
    assert answer.status_code == 201
    assert answer.json()["frequency"] == "monthly"
    assert timedelta(days=28) <= wait(answer.json()) <= timedelta(days=31)
    changed = call("PATCH", "/saved/1", "s-anna", json={"frequency": "monthly"})
    assert changed.status_code == 200
    assert changed.json()["next_run_at"][:10] in {"2026-09-23", "2026-09-24", "2026-09-25", "2026-09-26"}


def test_worker_looks_after_monthly_ones(now):
    from listing_search.query import Query
    from listing_search.saved import SavedSearch, is_due

    def saved(days):
        return SavedSearch(1, "U-1", "x", Query(), "monthly", now - timedelta(days=days), now - timedelta(days=days), 0)

    assert not is_due(saved(27), now)
    assert is_due(saved(32), now)


@pytest.mark.parametrize(("frequency", "days"), [("instant", 0), ("daily", 1), ("weekly", 7)])
def test_others(call, frequency, days):
    answer = call("POST", "/saved", "s-chloe", json={"params": {"q": "lamp"}, "frequency": frequency})
    assert wait(answer.json()) == timedelta(days=days)


def test_never_and_unknown(call):
    assert call("POST", "/saved", "s-chloe", json={"params": {}, "frequency": "never"}).json()["next_run_at"] is None
    assert call("POST", "/saved", "s-chloe", json={"params": {}, "frequency": "yearly"}).status_code == 422
