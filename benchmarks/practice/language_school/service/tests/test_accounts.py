import re

import pytest
from django.test import Client

from language_school.models import User


@pytest.fixture
def tom():
    client = Client()
    client.force_login(User.objects.get(email="tom@mail.example"))
    return client


def ask(client, email):
    answer = client.post("/account/email", {"email": email})
    found = re.search(r'href="(/account/email/[^"]+)"', answer.content.decode())
    return answer.status_code, found and found.group(1)


def test_login(client):
    data = {"username": "tom@mail.example", "password": "training-room"}
    assert client.post("/login", data).headers["location"] == "/account"
    assert "Tom Weiss" in client.get("/account").content.decode()


def test_password(tom):
    data = {"old_password": "training-room", "new_password1": "another-room", "new_password2": "another-room"}
    assert tom.post("/account/password", data).status_code == 302
    assert tom.get("/account").status_code == 200
    assert tom.post("/account/password", data).status_code == 422


def test_new_address(tom, client):
    status, link = ask(tom, "tom.weiss@mail.example")
    assert status == 200
    assert "tom.weiss@mail.example" in client.get(link).content.decode()
    assert client.get(link).status_code == 200
    assert User.objects.get(name="Tom Weiss").email == "tom.weiss@mail.example"


def test_taken_address(tom):
    assert ask(tom, "LENA@mail.example") == (422, None)


def test_old_and_damaged_links(tom, client, monkeypatch):
    link = ask(tom, "tom.weiss@mail.example")[1]
    assert client.get(link[:-2]).status_code == 400
    monkeypatch.setenv("LANGUAGE_SCHOOL_NOW", "2026-10-11T10:00:00+01:00")
    assert client.get(link).status_code == 409


def test_taken_meanwhile(tom, client):
    link = ask(tom, "new@mail.example")[1]
    User.objects.filter(email="lena@mail.example").update(email="new@mail.example")
    assert client.get(link).status_code == 409
