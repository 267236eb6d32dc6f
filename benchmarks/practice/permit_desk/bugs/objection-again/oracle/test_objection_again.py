from permit_desk.models import AuditEntry, Objection

BODY = {"name": "Hans Eder", "email": "hans@example.org", "reason": "My view."}


def lodge(client, reference, **changes):
    return client.post(f"/api/cases/{reference}/objections", BODY | changes, content_type="application/json")


def test_seeded_objection_again(client):
    there = Objection.objects.get(application__reference="2026-0001")
    answer = lodge(client, "2026-0001", name="Otto Haas", email="Otto@example.org", reason="Too close.")
    assert answer.status_code == 200
    assert answer.json() == {"id": there.pk, "name": "Otto Haas", "reason": "Too close to my fence.", "withdrawn": False}
    there.refresh_from_db()
    assert there.reason == "Too close to my fence."
    assert Objection.objects.filter(application__reference="2026-0001").count() == 1
    assert not AuditEntry.objects.exists()


def test_withdrawn_objection_again(client):
    answer = lodge(client, "2026-0005", email="rosa@example.org")
    assert answer.status_code == 200 and answer.json()["withdrawn"] is True


def test_new_then_again(client):
    first, again = lodge(client, "2026-0002"), lodge(client, "2026-0002", reason="Again.")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Objection.objects.filter(application__reference="2026-0002").count() == 3
    assert [entry.details for entry in AuditEntry.objects.all()] == [{"from": "hans@example.org"}]


def test_same_person_in_another_case(client):
    assert lodge(client, "2026-0003", email="otto@example.org").status_code == 201


def test_refused(client):
    assert lodge(client, "2025-0111").status_code == 409
    assert lodge(client, "2026-0001", email="hans").status_code == 400
    assert lodge(client, "2026-9999").status_code == 404
