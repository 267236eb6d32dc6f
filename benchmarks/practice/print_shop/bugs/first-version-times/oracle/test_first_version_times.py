import pytest


def flat(at, kind="payment.paid", number="2026-0014", amount="310.00", name="evt_1"):
    return {"id": name, "type": kind, "occurred_at": at, "reference": f"pay-{number}", "amount": amount}


@pytest.mark.parametrize("at", ["2026-04-14T08:20:00", "2026-04-14 08:20:00.250", "2026-04-10T10:00:01"])
def test_version_1(deliver, lotte, at):
    assert deliver(flat(at)).json == {"result": "applied", "order": "2026-0014", "status": "paid"}
    assert lotte.get("/orders/2026-0014").json["status"] == "approved"


@pytest.mark.parametrize(("at", "result"), [
    ("2026-04-10T09:59:00", "stale"), ("2026-04-10T10:01:00", "applied"), ("2026-04-10T07:59:00Z", "stale"), ("2026-04-10T08:01:00Z", "applied"),
    ("2026-04-10T09:59:00+02:00", "stale"), ("2026-04-10T10:01:00+02:00", "applied"), ("2026-04-10T08:30:00", "stale"),
])
def test_local_time_of_the_shop(deliver, at, result):
    assert deliver(flat(at)).json["result"] == result


@pytest.mark.parametrize(("at", "result"), [("2026-01-08T09:04:00", "stale"), ("2026-01-08T09:06:00", "applied"), ("2026-01-08T08:06:00Z", "applied")])
def test_in_winter(deliver, at, result):
    assert deliver(flat(at, "payment.refunded", "2026-0001", "240.00")).json["result"] == result


def test_both_versions_one_after_the_other(deliver):
    assert deliver(flat("2026-04-14T08:20:00", "payment.failed")).json["status"] == "failed"
    assert deliver(flat("2026-04-14T06:19:00Z", name="evt_2")).json["result"] == "stale"
    late = flat("2026-04-14T06:21:00Z", name="evt_3")
    event = {key: late.pop(key) for key in ("id", "type", "occurred_at")} | {"data": late}
    assert deliver(event).json == {"result": "applied", "order": "2026-0014", "status": "paid"}
    assert deliver(flat("2026-04-14T08:20:30", "payment.failed", name="evt_4")).json == {"result": "stale", "order": "2026-0014", "status": "paid"}


def test_no_moment(deliver):
    assert deliver(flat("soon")).status_code == 400
