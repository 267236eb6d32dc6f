from ferry_office.models import AuditEntry, BoardingCard, Passenger


def scan(client, name):
    return client.post("/api/scan", passenger=Passenger.objects.get(name=name).pk)


def test_seeded_card_is_given_again(quay):
    answer = scan(quay, "Paavo Niemi")
    assert answer.status_code == 200
    assert answer.json() == {"passenger": "Paavo Niemi", "gate": "Quay 1", "scanned_at": "2026-07-10T05:00+03:00", "repeated": True}
    assert AuditEntry.objects.filter(reference="B-1005").count() == 0
    assert BoardingCard.objects.count() == 1


def test_new_then_repeated(quay):
    first = scan(quay, "Aino Laine")
    assert first.json() == {"passenger": "Aino Laine", "gate": "Quay 1", "scanned_at": "2026-07-10T06:00+03:00", "repeated": False}
    for _ in range(2):
        assert scan(quay, "Aino Laine").json() == {**first.json(), "repeated": True}
    assert AuditEntry.objects.filter(reference="B-1001", action="check-in").count() == 1
    assert quay.get("/api/sailings/K101/gate").json() == {"sailing": "K101", "boarded": 2, "expected": 3}


def test_others_are_still_refused(quay, bridge):
    assert scan(quay, "Lars Öst").status_code == 409
    assert scan(quay, "Eeva Kallio").status_code == 409
    assert quay.post("/api/scan", passenger=9999).status_code == 404
    assert quay.post("/api/scan", passenger="x").status_code == 400
    assert scan(bridge, "Aino Laine").status_code == 403
    assert BoardingCard.objects.count() == 1


def test_audit_is_kept(quay):
    scan(quay, "Maria Ek")
    entry = AuditEntry.objects.get(reference="B-1002")
    assert (entry.action, entry.actor, entry.detail) == ("check-in", "office", {"passenger": "Maria Ek", "gate": "Quay 1"})
