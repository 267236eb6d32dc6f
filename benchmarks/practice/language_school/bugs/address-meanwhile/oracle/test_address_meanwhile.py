import pytest

from language_school import accounts
from language_school.models import User

ADDRESSES = {"Tom Weiss": "tom@mail.example", "Lena Hartmann": "lena@mail.example", "Bruno Teles": "bruno@miradouro.example"}


@pytest.fixture(autouse=True)
def undone(database):
    """Without a transaction around the test, as the service runs."""
    yield
    for name in ADDRESSES:
        User.objects.filter(name=name).update(email=f"{name}@away.example")
    for name, email in ADDRESSES.items():
        User.objects.filter(name=name).update(email=email)


def link(name, email):
    return accounts.email_link(User.objects.get(name=name), email)


def email_of(name):
    return User.objects.get(name=name).email


def test_two_wanted_the_same(client):
    tom, lena = link("Tom Weiss", "shared@mail.example"), link("Lena Hartmann", "shared@mail.example")
    assert client.get(tom).status_code == 200
    answer = client.get(lena)
    assert answer.status_code == 409 and answer.headers["content-type"].startswith("text/plain")
    assert (email_of("Tom Weiss"), email_of("Lena Hartmann")) == ("shared@mail.example", "lena@mail.example")
    assert client.get(tom).status_code == 200
    assert client.get(lena).status_code == 409


def test_taken_by_somebody_meanwhile(client):
    path = link("Bruno Teles", "bruno@mail.example")
    User.objects.filter(name="Lena Hartmann").update(email="bruno@mail.example")
    assert client.get(path).status_code == 409
    assert email_of("Bruno Teles") == "bruno@miradouro.example"
    User.objects.filter(name="Lena Hartmann").update(email="lena@mail.example")
    answer = client.get(path)
    assert answer.status_code == 200 and "bruno@mail.example" in answer.content.decode()
    assert email_of("Bruno Teles") == "bruno@mail.example"


def test_free_address(client):
    path = link("Tom Weiss", "tom.weiss@mail.example")
    assert [client.get(path).status_code for _ in range(2)] == [200, 200]
    assert email_of("Tom Weiss") == "tom.weiss@mail.example"
    assert client.get(path[:-1]).status_code == 400


def test_old_link(client, monkeypatch):
    path = link("Tom Weiss", "tom.weiss@mail.example")
    monkeypatch.setenv("LANGUAGE_SCHOOL_NOW", "2026-10-10T10:00:01+01:00")
    assert client.get(path).status_code == 409
    assert email_of("Tom Weiss") == "tom@mail.example"
