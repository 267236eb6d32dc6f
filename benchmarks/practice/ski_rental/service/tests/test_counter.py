from ski_rental import audit, clock, returns
from ski_rental.models import AuditEntry
from ski_rental.reservations import by_code


def test_sign_in(client, jan):
    assert client.get("/staff/me", headers=jan).json() == {"login": "jan", "name": "Jan Nowak", "role": "counter"}
    assert client.post("/staff/sign-in", json={"login": "jan", "pin": "0000"}).status_code == 401


def test_not_signed_in(client, jan):
    assert client.get("/staff/me").status_code == 401
    assert client.get("/staff/me", headers={"authorization": "Bearer nonsense"}).status_code == 401
    assert client.get("/audit", headers=jan).status_code == 403


def test_token_expires(client, jan, monkeypatch):
    monkeypatch.setenv("SKI_RENTAL_NOW", "2026-01-18T10:15:00+01:00")
    assert client.get("/staff/me", headers=jan).status_code == 401


def test_hand_out_and_return(client, jan, resi, monkeypatch):
    monkeypatch.setenv("SKI_RENTAL_NOW", "2026-01-22T09:05:00+01:00")
    jan = {"authorization": "Bearer " + client.post("/staff/sign-in", json={"login": "jan", "pin": "1502"}).json()["token"]}
    assert client.post("/reservations/R-ANNA22/hand-out", json={"tags": ["SK103"]}, headers=jan).status_code == 409
    answer = client.post("/reservations/R-ANNA22/hand-out", json={"tags": ["SK103", "BO114"]}, headers=jan)
    assert answer.status_code == 200 and answer.json()["state"] == "out"
    body = {"damages": [{"tag": "SK103", "what": "base scratched", "fee": "30.00"}]}
    receipt = client.post("/reservations/R-ANNA22/return", json=body, headers=jan).json()
    assert receipt["refund"] == "170.00" and receipt["owed"] == "0.00" and receipt["late_fee"] == "0.00"


def test_late_return(client, jan):
    receipt = client.post("/reservations/R-MIRA44/return", json={}, headers=jan).json()
    assert receipt["late_fee"] == "128.00" and receipt["refund"] == "22.00"
    states = {row["tag"]: row["state"] for row in client.get("/stock/snowboard").json()}
    assert states == {"SN109": "service", "SN110": "in", "SN111": "in"}


def test_damage_of_something_else(client, jan):
    body = {"damages": [{"tag": "SK101", "what": "bent", "fee": "30.00"}]}
    assert client.post("/reservations/R-MIRA44/return", json=body, headers=jan).status_code == 422


def test_waive(session):
    audit.act_as("resi")
    reservation = by_code(session, "R-LUKA66")
    assert returns.settle(reservation) == (82, 0)
    returns.waive(session, reservation, "lift stood still")
    assert returns.settle(reservation) == (105, 0)
    assert session.query(AuditEntry).one().details == {"code": "R-LUKA66", "fee": "23.00", "reason": "lift stood still"}


def test_waive_is_for_managers(client, jan):
    assert client.post("/reservations/R-LUKA66/waive", json={"reason": "nice"}, headers=jan).status_code == 403


def test_receipt(client, jan):
    receipt = client.get("/reservations/R-LUKA66/receipt", headers=jan).json()
    assert receipt["customer"] == "Łukasz Żak" and receipt["refund"] == "82.00"
    assert receipt["damages"] == [{"what": "SK101: edge torn", "price": "45.00"}]


def test_receipt_file(client, jan):
    answer = client.get("/reservations/R-ANNA01/receipt.txt", headers=jan)
    assert answer.headers["content-disposition"].startswith("attachment") and "R-ANNA01" in answer.headers["content-disposition"]
    assert "Anna Gruber" in answer.text and clock.local(clock.now()).strftime("%d.%m.%Y") in answer.text


def test_reservations_of_a_customer(client, jan):
    assert [r["code"] for r in client.get("/customers/1/reservations", headers=jan).json()] == ["R-ANNA22", "R-ANNA01"]
    assert client.get("/customers/99/reservations", headers=jan).status_code == 404
