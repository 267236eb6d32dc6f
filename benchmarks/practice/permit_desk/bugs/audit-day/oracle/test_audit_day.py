from datetime import date, datetime, timezone
from decimal import Decimal

from permit_desk import audit
from permit_desk.models import Application, AuditEntry, Officer

DATA = {"subject": "Carport", "address": "Gartenweg 3", "officer": "1", "deadline": "2026-04-14"}


def change(client, reference="2026-0001", **changes):
    return client.post(f"/desk/cases/{reference}", DATA | changes).status_code


def test_new_deadline(machine):
    assert change(machine, deadline="2026-05-04") == 302
    assert Application.objects.get(reference="2026-0001").deadline == date(2026, 5, 4)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.details) == ("weber", "changed", {"deadline": "2026-05-04"})


def test_everything_changes(machine):
    assert change(machine, "2026-0004", officer="2", deadline="2026-12-24") == 302
    assert AuditEntry.objects.get().details == {
        "subject": "Carport", "address": "Gartenweg 3", "officer": "hofer", "deadline": "2026-12-24",
    }


def test_deadline_taken_away(machine):
    assert change(machine, deadline="") == 302
    assert AuditEntry.objects.get().details == {"deadline": None}


def test_nothing_changes(machine):
    assert change(machine) == 302
    assert not AuditEntry.objects.exists()


def test_hearing(machine):
    assert machine.post("/desk/cases/2026-0001/hearing", {"held_at": "2026-04-01 14:00", "room": "Hall"}).status_code == 302
    assert AuditEntry.objects.get().details == {"held_at": "2026-04-01T14:00:00+02:00", "room": "Hall"}


def test_kinds_of_values():
    case = Application.objects.get(reference="2026-0001")
    details = {
        "day": date(2026, 3, 1), "moment": datetime(2026, 3, 1, 8, 0, tzinfo=timezone.utc), "money": Decimal("3.50"),
        "who": Officer.objects.get(username="lang"), "nothing": None, "text": "t",
    }
    entry = audit.record(case, None, "changed", details)
    entry.refresh_from_db()
    assert entry.details == {
        "day": "2026-03-01", "moment": "2026-03-01T08:00:00+00:00", "money": "3.50", "who": "lang", "nothing": None, "text": "t",
    }
