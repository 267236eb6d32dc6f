from datetime import date
from decimal import Decimal

import pytest

from permit_desk import cases
from permit_desk.models import Application, AuditEntry, Officer, PermitType


def get(reference):
    return Application.objects.get(reference=reference)


def test_open_case():
    case = Application(permit_type=PermitType.objects.get(code="shop"), applicant_name="N. N.", subject="Kiosk", address="Hauptplatz 2")
    cases.open_case(case, [])
    assert case.reference == "2026-0006"
    assert case.officer.username == "hofer"
    assert case.deadline == date(2026, 4, 14)
    assert cases.amount_due(case) == Decimal("80.00")
    assert case.letters.get().channel == "post"


def test_nothing_due_without_fees():
    assert cases.amount_due(get("2026-0005")) == Decimal("0.00")


def test_inbox_has_cases_without_deadline_last():
    found = cases.inbox(Officer.objects.get(username="weber"))
    assert [case.reference for case in found] == ["2026-0001", "2026-0002", "2026-0004"]


def test_withdraw_once():
    case = get("2026-0001")
    cases.withdraw(case)
    assert (case.status, case.deadline) == ("withdrawn", None)
    with pytest.raises(cases.WrongState):
        cases.withdraw(case)


def test_decide():
    decision = cases.decide(get("2026-0001"), Officer.objects.get(username="weber"), "granted", "Fits the plan.")
    assert (decision.number, decision.days_taken, decision.decided_on) == ("B-2026-004", 10, date(2026, 3, 16))
    assert "B-2026-004" in decision.application.letters.get().body
    assert AuditEntry.objects.get().details == {"outcome": "granted", "number": "B-2026-004"}


def test_timeline_is_in_order():
    assert [text for _, text in cases.timeline(get("2026-0002"))] == ["application received", "objection lodged", "objection lodged"]
