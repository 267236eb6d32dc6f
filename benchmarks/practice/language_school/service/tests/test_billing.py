from datetime import date
from decimal import Decimal

import pytest

from language_school import billing


def test_split():
    assert billing.split(Decimal("100.00"), 3) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_add_months():
    assert billing.add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_write(office):
    data = {"group": "DE-A2-26A", "parts": 3, "first_due": "2026-10-31"}
    answer = office.post("/api/students/S-0008/invoices", data, content_type="application/json")
    assert answer.status_code == 201
    assert [part["due"] for part in answer.json()["instalments"]] == ["2026-10-31", "2026-11-30", "2026-12-31"]
    assert answer.json()["number"] == "2026-0004" and answer.json()["open"] == "380.00"
    assert office.post("/api/students/S-0008/invoices", data, content_type="application/json").status_code == 200


def test_write_for_another_group(office):
    assert office.post("/api/students/S-0008/invoices", {"group": "PT-A1-26A"}, content_type="application/json").status_code == 409


@pytest.mark.parametrize("amount", ["150", "150,00", 150, 150.0])
def test_pay(office, amount):
    answer = office.post("/api/invoices/2026-0001/payments", {"amount": amount}, content_type="application/json")
    assert answer.status_code == 201 and answer.json()["open"] == "90.00"
    assert [part["paid"] for part in answer.json()["instalments"]] == ["120.00", "120.00", "30.00"]


@pytest.mark.parametrize("amount", ["", "ten", -5, "0", None, True, "1.005"])
def test_unreadable_amount(office, amount):
    answer = office.post("/api/invoices/2026-0001/payments", {"amount": amount}, content_type="application/json")
    assert answer.status_code == 400


def test_too_much(office):
    answer = office.post("/api/invoices/2026-0001/payments", {"amount": "240.01"}, content_type="application/json")
    assert answer.status_code == 409
