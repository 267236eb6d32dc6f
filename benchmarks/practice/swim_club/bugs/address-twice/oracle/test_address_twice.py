import base64

import pytest

from swim_club.models import Mail, Member

JSON = "application/json"
SENIOR, JUNIOR = "Paul.Ek@lake.example", "paul.ek@lake.example"


def sign_in(client, email, password):
    return client.post("/api/sign-in", {"email": email, "password": password}, content_type=JSON)


@pytest.mark.parametrize(
    ("email", "password", "name"),
    [
        (SENIOR, "card-index-1", "Paul Ek senior"),
        (JUNIOR, "card-index-2", "Paul Ek junior"),
        (f" {JUNIOR} ", "card-index-2", "Paul Ek junior"),
        ("mika@lake.example", "open-water", "Mika Laine"),
        ("MIKA@Lake.example", "open-water", "Mika Laine"),
    ],
)
def test_sign_in(client, app, email, password, name):
    answer = sign_in(client, email, password)
    assert answer.status_code == 201
    assert app(answer.json()["token"]).get("/api/me").json()["name"] == name


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (SENIOR, "card-index-2"),
        (JUNIOR, "card-index-1"),
        ("PAUL.EK@lake.example", "wrong"),
        ("who@lake.example", "open-water"),
        ("", "open-water"),
    ],
)
def test_wrong(client, email, password):
    assert sign_in(client, email, password).status_code == 401


def test_third_spelling(client):
    """Which of them is meant is open; that it is no fault of the server is not."""
    for password in ("card-index-1", "card-index-2"):
        assert sign_in(client, "PAUL.EK@LAKE.EXAMPLE", password).status_code in (201, 401)
    data = {"email": "PAUL.EK@lake.example"}
    assert client.post("/api/password/reset", data, content_type=JSON).status_code == 202


def test_terminal_and_page(client):
    header = {"Authorization": "Basic " + base64.b64encode(f"{SENIOR}:card-index-1".encode()).decode()}
    assert client.post("/api/tokens", headers=header).status_code == 201
    assert client.post("/login", {"username": JUNIOR, "password": "card-index-2"}).status_code == 302
    assert "Paul Ek junior" in client.get("/profile").content.decode()


@pytest.mark.parametrize("email", [SENIOR, JUNIOR])
def test_reset_goes_to_the_one_who_asks(client, email):
    assert client.post("/api/password/reset", {"email": email}, content_type=JSON).status_code == 202
    name = Member.objects.get(email=email).name
    assert [(mail.to, name in mail.body) for mail in Mail.objects.all()] == [(email, True)]


def test_reset_of_strangers(client):
    assert client.post("/api/password/reset", {"email": "who@lake.example"}, content_type=JSON).status_code == 202
    assert not Mail.objects.exists()


def test_invitation_of_a_known_address(app):
    for email in (SENIOR, JUNIOR):
        answer = app("club-aino").post("/api/staff/invitations", {"email": email, "name": "Paul"}, content_type=JSON)
        assert answer.status_code == 200 and answer.json()["email"] == email
    assert Member.objects.filter(email__iexact=SENIOR).count() == 2
