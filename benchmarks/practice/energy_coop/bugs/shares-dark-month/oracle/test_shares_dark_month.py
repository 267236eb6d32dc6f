import pytest

from energy_coop.database import SessionLocal
from energy_coop.models import Meter


def shares(client, staff, period):
    answer = client.get(f"/feed-in/{period}/shares", headers=staff)
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("period", ["2026-01", "2026-04", "2025-12"])
def test_month_without_generation(client, staff, period):
    assert shares(client, staff, period) == [
        {"member": "M-1001", "wh": 0, "share": "0.0000", "credit_cents": 0},
        {"member": "M-1003", "wh": 0, "share": "0.0000", "credit_cents": 0}]


def test_months_with_generation(client, staff):
    assert shares(client, staff, "2026-02") == [
        {"member": "M-1001", "wh": 0, "share": "0.0000", "credit_cents": 0},
        {"member": "M-1003", "wh": 8000, "share": "1.0000", "credit_cents": 74}]
    assert shares(client, staff, "2026-03") == [
        {"member": "M-1001", "wh": 45000, "share": "0.7500", "credit_cents": 414},
        {"member": "M-1003", "wh": 15000, "share": "0.2500", "credit_cents": 138}]


def test_one_watthour(client, staff):
    body = {"readings": [{"taken_at": "2026-01-20T12:00:00", "wh": 1}]}
    client.post("/meters/AT103/readings", headers=staff, json=body)
    assert [one["share"] for one in shares(client, staff, "2026-01")] == ["0.0000", "1.0000"]


def test_nobody_feeds_in(client, staff):
    with SessionLocal.begin() as session:
        for meter in session.query(Meter).filter_by(kind="feed_in"):
            meter.kind = "retired"
    assert shares(client, staff, "2026-01") == []


def test_wrong_period_and_no_staff(client, staff):
    assert client.get("/feed-in/2026-13/shares", headers=staff).status_code == 422
    assert client.get("/feed-in/2026-01/shares").status_code == 401
