def trail(client, headers):
    answer = client.get("/audit", headers=headers)
    assert answer.status_code == 200
    return [(entry["who"], entry["action"], entry["details"]) for entry in answer.json()]


def test_waive(client, resi):
    for _ in range(2):
        answer = client.post("/reservations/R-LUKA66/waive", json={"reason": "lift stood still"}, headers=resi)
        assert answer.status_code == 200
        assert answer.json()["late_fee"] == "0.00" and answer.json()["refund"] == "105.00"
    assert trail(client, resi) == [("resi", "waive", {"code": "R-LUKA66", "fee": "23.00", "reason": "lift stood still"})]


def test_waive_after_somebody_else(client, jan, resi):
    assert client.post("/reservations/R-MIRA44/return", json={}, headers=jan).status_code == 200
    answer = client.post("/reservations/R-MIRA44/waive", json={"reason": "storm"}, headers=resi)
    assert answer.status_code == 200 and answer.json()["refund"] == "150.00"
    assert client.get("/staff/me", headers=jan).json()["login"] == "jan"
    assert client.post("/reservations/R-LUKA66/waive", json={"reason": "x"}, headers=resi).status_code == 200
    assert [(who, action, details["code"]) for who, action, details in trail(client, resi)] == [
        ("resi", "waive", "R-LUKA66"),
        ("resi", "waive", "R-MIRA44"),
        ("jan", "return", "R-MIRA44"),
    ]


def test_another_manager(client, resi):
    from ski_rental import auth, db
    from ski_rental.models import Staff

    with db.transaction() as session:
        session.add(Staff(login="uli", name="Uli", role="manager", pin_hash=auth.pin_hash("uli", "9")))
    token = client.post("/staff/sign-in", json={"login": "uli", "pin": "9"}).json()["token"]
    uli = {"authorization": f"Bearer {token}"}
    assert client.post("/reservations/R-LUKA66/waive", json={"reason": "x"}, headers=uli).status_code == 200
    assert trail(client, resi)[0][:2] == ("uli", "waive")


def test_refused(client, jan, resi):
    body = {"reason": "x"}
    assert client.post("/reservations/R-LUKA66/waive", json=body).status_code == 401
    assert client.post("/reservations/R-LUKA66/waive", json=body, headers={"authorization": "Bearer x"}).status_code == 401
    assert client.post("/reservations/R-LUKA66/waive", json=body, headers=jan).status_code == 403
    assert client.post("/reservations/R-ANNA22/waive", json=body, headers=resi).status_code == 404
    assert trail(client, resi) == []
