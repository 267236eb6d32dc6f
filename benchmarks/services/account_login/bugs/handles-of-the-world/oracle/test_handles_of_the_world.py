import re

import pytest

HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize("name", ["Søren Kierkegård", "Жанна Агузарова", "李小龙", "Jürgen Groß", "Ægir", "İpek Şahin", "O’Brien", "😀"])
def test_names_of_the_world(call, name):
    body = {"email": "new@mail.example", "password": "a-long-password-1", "display_name": name}
    answer = call("POST", "/register", body)
    assert answer.status_code == 201
    account = answer.json()["account"]
    assert account["display_name"] == name
    assert HANDLE.fullmatch(account["handle"])


def test_two_of_one_name_differ(call):
    handles = []
    for number in range(3):
        body = {"email": f"n{number}@mail.example", "password": "a-long-password-1", "display_name": "Жанна"}
        handles.append(call("POST", "/register", body).json()["account"]["handle"])
    assert len(set(handles)) == 3


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Zoë Álvarez", "zoe-alvarez"), ("Ada Novak", "ada-novak-2"), ("Łukasz  Żak", "lukasz-zak"), ("Admin", "admin-1"), ("Čeněk Řezáč", "cenek-rezac")],
)
def test_accents(service, database, name, handle):
    from accounts.registration import handle_for

    assert handle_for(name) == handle


def test_import(call):
    content = "email;name\nsoren@acme.example;Søren\n".encode()
    answer = call("POST", "/staff/organisations/acme/import", content, staff=True)
    assert (answer.status_code, answer.json()["created"]) == (201, ["soren@acme.example"])
