from django.core.files.uploadedfile import SimpleUploadedFile

from permit_desk.models import Application, AuditEntry, Hearing, ListUpload, Parcel


def test_inbox_needs_a_login(client):
    assert client.get("/desk/inbox")["Location"] == "/login?next=/desk/inbox"
    assert client.get("/login").status_code == 200


def test_inbox(weber):
    page = weber.get("/desk/inbox").content.decode()
    assert "Inbox (3)" in page and "2026-0004" in page and "2026-0003" not in page


def test_search(weber):
    assert "2026-0003" in weber.get("/desk/inbox?q=pichler").content.decode()


def test_change_subject_and_officer(machine):
    data = {"subject": "Two carports", "address": "Gartenweg 3", "officer": "3", "deadline": "2026-04-14"}
    assert machine.post("/desk/cases/2026-0001", data).status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.details) == ("weber", {"subject": "Two carports", "officer": "lang"})



def test_change_with_errors(machine):
    assert machine.post("/desk/cases/2026-0001", {"subject": "", "deadline": "soon"}).status_code == 422
    assert Application.objects.get(reference="2026-0001").subject == "Carport"


def test_hearing(machine):
    answer = machine.post("/desk/cases/2026-0001/hearing", {"held_at": "2026-04-01 14:00", "room": "Small hall"})
    assert answer.status_code == 302
    assert Hearing.objects.get().held_at.isoformat() == "2026-04-01T12:00:00+00:00"
    assert AuditEntry.objects.get().details == {"held_at": "2026-04-01T14:00:00+02:00", "room": "Small hall"}


def test_hearing_with_several_objections(machine):
    answer = machine.post("/desk/cases/2026-0002/hearing", {"held_at": "2026-04-01 14:00", "room": "Big hall"})
    assert answer.status_code == 302 and Hearing.objects.count() == 1


def test_no_hearing_without_objection(machine):
    answer = machine.post("/desk/cases/2026-0005/hearing", {"held_at": "2026-04-01 14:00", "room": "Small hall"})
    assert answer.status_code == 404


def test_decide(machine):
    answer = machine.post("/desk/cases/2026-0001/decide", {"outcome": "refused", "grounds": "Too close."})
    assert answer["Location"] == "/register/B-2026-004"
    assert machine.post("/desk/cases/2026-0001/decide", {"outcome": "granted"}).status_code == 409


def upload(client, content):
    return client.post("/desk/parcels", {"file": SimpleUploadedFile("march.csv", content)})


def test_parcels(machine):
    answer = upload(machine, "\ufeffparcel;area;owner\r\n12/3;812,50;Eva Grübl\r\n12/4;90\r\n".encode())
    assert "march.csv: 2 accepted, 0 refused" in answer.content.decode()
    assert Parcel.objects.get(code="12/3").owner == "Eva Grübl"
    assert ListUpload.objects.get().original.name == ""



def test_parcels_that_are_no_list(machine):
    assert upload(machine, b"a;b\r\n1;2\r\n").status_code == 422
    assert upload(machine, b"\xff\xfe\x00").status_code == 422
