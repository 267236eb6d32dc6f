import base64

import pytest

from swim_club.models import AuditEntry, Member


def post(client, raw):
    return client.post("/api/tokens", headers={"Authorization": "Basic " + base64.b64encode(raw).decode()})


@pytest.mark.parametrize(
    "raw",
    [
        "j\u00f6rg@lake.example:open-water".encode("latin-1"),
        "mika@lake.example:\u00e4\u00e4ni".encode("latin-1"),
        b"\xff\xfe",
        b"\xc3",
        b"\x80:\x81",
    ],
)
def test_bytes_that_cannot_be_read(client, raw):
    answer = post(client, raw)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}
    assert not AuditEntry.objects.filter(action="signin.token", at__year=2026, detail__token="terminal").exists()


def test_right_credentials(client, app):
    answer = post(client, b"mika@lake.example:open-water")
    assert answer.status_code == 201 and answer.json()["name"] == "terminal"
    assert app(answer.json()["token"]).get("/api/me").json()["email"] == "mika@lake.example"


def test_utf_8(client, app):
    tom = Member.objects.get(name="Tom Hart")
    tom.set_password("k\u00e4rpp\u00e4:n\u00e4\u00e4t\u00e4")
    tom.save()
    answer = post(client, "tom@lake.example:k\u00e4rpp\u00e4:n\u00e4\u00e4t\u00e4".encode())
    assert answer.status_code == 201
    assert app(answer.json()["token"]).get("/api/me").json()["name"] == "Tom Hart"


@pytest.mark.parametrize("raw", [b"mika@lake.example:wrong", b"mika@lake.example", b"", b":", b"who@lake.example:open-water"])
def test_wrong_credentials(client, raw):
    assert post(client, raw).status_code == 401


@pytest.mark.parametrize("header", ["Basic %%", "Basic YQ", "Basic", "Bearer club-mika", ""])
def test_no_credentials(client, header):
    assert client.post("/api/tokens", headers={"Authorization": header}).status_code == 401
