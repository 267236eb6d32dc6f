from decimal import Decimal

import pytest

SEEDED = """Statement 2025-12-0002
Meter H-1002, 2025-12

Correction of 2025-12-0001, -32,5 kWh         -3,66 EUR
VAT                                          -0,25 EUR
Total                                        -3,91 EUR
"""


def test_the_seeded_credit(client):
    answer = client.get("/statements/2025-12-0002")
    assert answer.status_code == 200
    assert answer.json() == {
        "number": "2025-12-0002",
        "serial": "H-1002",
        "month": "2025-12",
        "kind": "credit",
        "kwh": "-32.5",
        "estimated": False,
        "lines": [{"text": "Correction of 2025-12-0001", "kwh": "-32.5", "price": None, "amount": "-3.66"}],
        "net": "-3.66",
        "vat": "-0.25",
        "gross": "-3.91",
        "currency": "EUR",
        "issued_on": "2026-02-03",
        "due_on": None,
        "corrects": "2025-12-0001",
    }


def test_its_letter(client):
    answer = client.get("/statements/2025-12-0002/letter")
    assert answer.status_code == 200
    assert answer.text.rstrip("\n") + "\n" == SEEDED


def test_the_letter_of_an_invoice(client):
    text = client.get("/statements/2025-12-0001/letter").text
    assert text.endswith("124,72 EUR\n\nDue on 21.01.2026\n")
    assert client.get("/statements/2025-12-0001").json()["due_on"] == "2026-01-21"


def correct(client, month, at, value):
    first = client.post(f"/meters/H-1001/statements?month={month}").json()
    reading = {"serial": "H-1001", "taken_at": at, "value": value, "corrects": True}
    assert client.post("/readings", json={"readings": [reading]}).json()["accepted"] == 1
    answer = client.post(f"/statements/{first['number']}/correction")
    assert answer.status_code == 201
    return first, answer.json()


@pytest.mark.parametrize(
    ("month", "at", "value"),
    [("2026-02", "2026-03-01T06:00:00", "15470"), ("2026-01", "2026-02-01T06:00:00", "14500")],
)
def test_too_much_is_paid_back(client, posted, month, at, value):
    first, credit = correct(client, month, at, value)
    now = client.get(f"/meters/H-1001/statement?month={month}").json()
    assert (credit["kind"], credit["due_on"], credit["corrects"]) == ("credit", None, first["number"])
    for name in ("kwh", "net", "vat", "gross"):
        assert Decimal(credit[name]) == Decimal(now[name]) - Decimal(first[name]) < 0
    assert client.get(f"/statements/{credit['number']}").json() == credit
    letter = client.get(f"/statements/{credit['number']}/letter")
    assert letter.status_code == 200
    assert "Due" not in letter.text and "None" not in letter.text
    assert client.post("/notices/deliver").json() == {"sent": 2, "failed": 0}
    assert [body["subject"] for body in posted] == [f"Statement {one['number']}" for one in (first, credit)]
    assert posted[0]["text"] == f"{first['gross'].replace('.', ',')} EUR, due on 2026-05-06"
    assert posted[1]["text"] == f"{credit['gross'].replace('.', ',')} EUR"


def test_too_little_is_billed(client, posted):
    first, more = correct(client, "2026-02", "2026-03-01T06:00:00", "16300")
    assert (first["gross"], more["gross"], more["kind"]) == ("126.85", "80.92", "invoice")
    assert (first["due_on"], more["due_on"]) == ("2026-05-06", "2026-05-06")
    assert client.get(f"/statements/{more['number']}/letter").text.endswith("80,92 EUR\n\nDue on 06.05.2026\n")
    assert client.post("/notices/deliver").json()["sent"] == 2
    assert posted[1]["text"] == "80,92 EUR, due on 2026-05-06"


def test_refusals(client):
    assert client.get("/statements/2025-12-0009").status_code == 404
    client.post("/meters/H-1001/statements?month=2026-03")
    assert client.post("/statements/2026-03-0001/correction").status_code == 409
