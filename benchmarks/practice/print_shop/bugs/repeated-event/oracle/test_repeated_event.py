from print_shop.db import Session
from print_shop.models import Job, ProviderEvent


def paid(name, number="2026-0014", amount="310.00", kind="payment.paid", at="2026-04-14T06:00:00Z"):
    return {"id": name, "type": kind, "occurred_at": at, "data": {"reference": f"pay-{number}", "amount": amount}}


def counts():
    found = Session.query(ProviderEvent).count(), Session.query(Job).count()
    Session.remove()
    return found


def test_known_event(deliver):
    before = counts()
    answer = deliver(paid("evt_0987", "2026-0010", "35.00"))
    assert answer.status_code == 200
    assert answer.json == {"result": "duplicate", "order": "2026-0010", "status": "paid"}
    assert counts() == before


def test_new_event_twice(deliver, lotte):
    assert deliver(paid("evt_5")).json == {"result": "applied", "order": "2026-0014", "status": "paid"}
    before = counts()
    for _ in range(2):
        assert deliver(paid("evt_5")).json == {"result": "duplicate", "order": "2026-0014", "status": "paid"}
    assert counts() == before == (2, 3)
    assert lotte.get("/orders/2026-0014").json["status"] == "approved"


def test_a_repeated_event_changes_nothing(deliver):
    assert deliver(paid("evt_5", kind="payment.failed")).json["status"] == "failed"
    assert deliver(paid("evt_6", at="2026-04-14T06:01:00Z")).json["status"] == "paid"
    assert deliver(paid("evt_5", kind="payment.failed", at="2026-04-14T06:02:00Z")).json == {
        "result": "duplicate", "order": "2026-0014", "status": "paid",
    }
    assert deliver(paid("evt_7", kind="payment.refunded", at="2026-04-14T06:03:00Z")).json["result"] == "applied"


def test_unknown_payment_is_not_remembered(deliver):
    before = counts()
    assert deliver(paid("evt_8", "2026-0999")).status_code == 404
    assert deliver(paid("evt_8", "2026-0999")).status_code == 404
    assert counts() == before
    assert deliver(paid("evt_8")).json["result"] == "applied"


def test_other_results(deliver):
    assert deliver(paid("evt_9", amount="3.00")).json["result"] == "wrong_amount"
    assert deliver(paid("evt_9", amount="3.00")).json == {"result": "duplicate", "order": "2026-0014", "status": "open"}
    assert deliver(paid("evt_10", kind="payment.dreamt")).json["result"] == "ignored"
