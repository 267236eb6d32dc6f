from print_shop.db import Session
from print_shop.models import Job


def paid(number="2026-0014", amount="310.00", **more):
    data = {"reference": f"pay-{number}", "amount": amount}
    return {"id": "evt_2001", "type": "payment.paid", "occurred_at": "2026-04-14T06:00:00Z", "data": data} | more


def test_payment(deliver, lotte):
    assert deliver(paid()).json == {"result": "applied", "order": "2026-0014", "status": "paid"}
    order = lotte.get("/orders/2026-0014").json
    assert (order["status"], order["payment"]) == ("approved", "paid")


def test_older_news(deliver):
    assert deliver(paid(occurred_at="2026-04-09T06:00:00+02:00")).json["result"] == "stale"


def test_wrong_amount_waits_for_the_office(deliver):
    assert deliver(paid(amount="31.00")).json == {"result": "wrong_amount", "order": "2026-0014", "status": "open"}
    assert Session.query(Job).where(Job.kind == "check_payment").one().payload == {"reference": "pay-2026-0014", "amount": "31.00"}


def test_failed_payment(deliver):
    assert deliver(paid(type="payment.failed")).json["status"] == "failed"


def test_unknown_events(deliver):
    assert deliver(paid(type="payment.dreamt")).json["result"] == "ignored"
    assert deliver(paid("2026-0999", id="evt_2")).status_code == 404
    assert deliver(paid(occurred_at="yesterday")).status_code == 400


def test_signature(client):
    assert client.post("/webhooks/payments", data=b"{}").status_code == 403
    assert client.post("/webhooks/payments", data=b"{}", headers={"X-Pay-Signature": "sha256=00"}).status_code == 403
