import hashlib
import hmac
import json


def send(client, event_id, kind, order=None, secret="test-secret"):
    body = json.dumps({"id": event_id, "type": kind, "data": {"order": order} if order else None}).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return client.post("/hooks/payments", content=body, headers={"x-pay-signature": signature})


def test_captured(client, bearer):
    assert send(client, "ev1", "payment.captured", "M26-0110").json() == {"outcome": "applied"}
    assert client.get("/orders/M26-0110", headers=bearer("laka")).json()["status"] == "paid"


def test_repeated(client):
    send(client, "ev1", "payment.captured", "M26-0110")
    assert send(client, "ev1", "payment.captured", "M26-0110").json() == {"outcome": "repeated"}


def test_unknown_kinds_and_orders(client):
    assert send(client, "ev2", "payout.created").json() == {"outcome": "ignored"}
    assert send(client, "ev3", "payment.captured", "M26-9999").json() == {"outcome": "ignored"}


def test_disputed(client):
    assert send(client, "ev5", "payment.disputed", "M26-0102").json() == {"outcome": "applied"}
    assert send(client, "ev6", "payment.dispute_won", "M26-0102").json() == {"outcome": "applied"}


def test_wrong_signature(client):
    assert send(client, "ev7", "payment.captured", "M26-0110", secret="other").status_code == 401
