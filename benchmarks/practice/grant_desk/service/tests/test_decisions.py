from datetime import date

from grant_desk.services.payments import schedule


def test_schedule():
    assert schedule(1000, 3, date(2026, 5, 15)) == [
        (date(2026, 5, 15), 334),
        (date(2026, 8, 15), 333),
        (date(2026, 11, 15), 333),
    ]
    assert schedule(5, 2, date(2026, 11, 30))[1] == (date(2027, 2, 28), 2)


def test_award(officer, applicant, apply, connection):
    sent = apply()
    body = {"outcome": "awarded", "amount": "900", "instalments": 2, "first_due": "2026-05-15"}
    assert officer.post(f"{sent.path}/decision", json=body).status_code == 201
    assert officer.post(f"{sent.path}/decision", json=body).status_code == 409
    assert officer.post(f"{sent.path}/instalments/1/paid").json()["instalments"][0]["paid_on"] == "2026-03-10"
    assert applicant.get(f"{sent.path}/decision").json()["amount"] == "900.00"
    assert [tuple(row) for row in connection.execute("SELECT recipient, subject FROM mails")] == [
        ("Ada <ada@mail.test>", "TEST26-0001: awarded")
    ]


def test_decline(officer, apply):
    sent = apply()
    assert officer.post(f"{sent.path}/decision", json={"outcome": "declined", "amount": "5"}).status_code == 422
    assert officer.post(f"{sent.path}/decision", json={"outcome": "declined"}).json()["instalments"] == []
