import pytest

from permit_desk.models import Application, AuditEntry, Hearing, Objection

FORM = {"held_at": "2026-04-01 14:00", "room": "Big hall"}


def call(client, reference, **changes):
    return client.post(f"/desk/cases/{reference}/hearing", FORM | changes)


@pytest.mark.parametrize("reference", ["2026-0001", "2026-0002"])
def test_contested_case(machine, reference):
    answer = call(machine, reference)
    assert answer.status_code == 302 and answer["Location"] == f"/desk/cases/{reference}"
    hearing = Hearing.objects.get()
    assert (hearing.application.reference, hearing.room) == (reference, "Big hall")
    assert hearing.held_at.isoformat() == "2026-04-01T12:00:00+00:00"
    assert AuditEntry.objects.get().action == "hearing"
    assert "hearing 2026-04-01 14:00, Big hall" in machine.get(f"/desk/cases/{reference}").content.decode()


def test_three_objections(machine):
    case = Application.objects.get(reference="2026-0002")
    Objection.objects.create(application=case, name="N.", email="n@example.org", reason="-", lodged_at=case.received_at)
    assert call(machine, "2026-0002").status_code == 302


def test_withdrawn_objections_do_not_count(machine):
    Objection.objects.filter(application__reference="2026-0002", name="Otto Haas").update(withdrawn=True)
    assert call(machine, "2026-0002").status_code == 302
    Objection.objects.filter(application__reference="2026-0002").update(withdrawn=True)
    assert call(machine, "2026-0002").status_code == 404


def test_refused(machine, client):
    assert call(machine, "2026-0005").status_code == 404
    assert call(machine, "2026-0003").status_code == 404
    assert call(machine, "2026-9999").status_code == 404
    assert call(machine, "2026-0002", held_at="soon").status_code == 422
    assert call(client, "2026-0002").status_code == 302
    assert not Hearing.objects.exists()
