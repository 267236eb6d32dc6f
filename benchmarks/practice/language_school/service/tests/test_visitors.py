from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from language_school.models import Student, User


def test_apply(client):
    data = {"name": "Ana Reis", "email": "ana@mail.example", "language": "pt-BR"}
    assert client.post("/", data).status_code == 302
    assert "S-0013" in client.get("/applied").content.decode()
    client.post("/", data)
    assert Student.objects.get(name="Ana Reis").language == "pt"


def test_apply_without_name(client):
    assert client.post("/", {"language": "de"}).status_code == 422


def wish(client, **data):
    return client.post("/api/wishes", data, content_type="application/json")


def test_wish(client):
    answer = wish(client, group="DE-A2-26A", note="Fridays are good.")
    assert (answer.status_code, answer.json()) == (201, {"group": "DE-A2-26A", "count": 1})
    assert wish(client, group="XX").status_code == 404


def test_wish_again(client):
    wish(client, group="DE-A2-26A")
    assert wish(client, group="DE-A2-26A", note="Only if there is room.").status_code == 200


def test_wishes(client):
    assert client.get("/api/wishes").json() == {"wishes": []}
    wish(client, group="PT-A1-26A")
    wish(client, group="DE-A2-26A", note="Fridays")
    lines = client.get("/api/wishes").json()["wishes"]
    assert lines == [{"group": "DE-A2-26A", "note": "Fridays", "free": True}, {"group": "PT-A1-26A", "note": "", "free": True}]


CSV = "Name;Email;Born;Language\nAna Reis;ana@mail.example;31.5.2010;pt\n;nobody@mail.example;;\nJoão Pires;joao@mail.example;;pt\n"


def test_import():
    client = Client()
    client.force_login(User.objects.get(role="office"))
    page = client.post("/office/import", {"file": SimpleUploadedFile("a.csv", CSV.encode("cp1252"))}).content.decode()
    assert "1 new, 1 known" in page and "line 3: no name" in page
    assert client.post("/office/import", {"file": SimpleUploadedFile("a.csv", b"x;y\n")}).status_code == 422
    assert "Ana Reis" in client.get("/office/students?q=ana").content.decode()


def test_import_command(tmp_path):
    file, out = tmp_path / "a.csv", StringIO()
    file.write_text(CSV, encoding="utf-8-sig")
    call_command("import_students", str(file), stdout=out)
    assert out.getvalue() == "1 new, 1 known\nline 3: no name\n"
