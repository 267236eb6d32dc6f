from datetime import date
from decimal import Decimal

from permit_desk import audit
from permit_desk.models import Application, Officer


def record(**details):
    entry = audit.record(Application.objects.get(reference="2026-0001"), None, "changed", details)
    entry.refresh_from_db()
    return entry


def test_text_and_money():
    entry = record(subject="Shed", fee=Decimal("20.50"))
    assert (entry.actor, entry.details) == ("desk", {"subject": "Shed", "fee": "20.50"})


def test_people():
    assert record(officer=Officer.objects.get(username="lang"), before=None).details == {"officer": "lang", "before": None}


def test_days():
    assert record(deadline=date(2026, 5, 4)).details == {"deadline": "2026-05-04"}
