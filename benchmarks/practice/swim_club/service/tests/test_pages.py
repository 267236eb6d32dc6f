import pytest

from swim_club.models import Mail, Member


@pytest.fixture
def mika(client):
    client.force_login(Member.objects.get(name="Mika Laine"))
    return client


def test_home(client):
    page = client.get("/").content.decode()
    assert "Crawl for beginners, 2026-05-13 18:00, Olof Berg" in page and "Juniors" not in page


def test_login(client):
    assert client.get("/profile").status_code == 302
    assert client.post("/login", {"username": "mika@lake.example", "password": "wrong"}).status_code == 200
    assert client.post("/login", {"username": "mika@lake.example", "password": "open-water"})["Location"] == "/profile"


def test_profile(mika):
    page = mika.get("/profile").content.decode()
    assert "2026-05-13 18:00 Crawl for beginners" in page and "Mika&#x27;s phone" in page
    data = {"name": "Mika L", "locale": "fi", "zone": "", "digest": "on"}
    assert mika.post("/profile", data).status_code == 302
    assert mika.post("/profile", {**data, "locale": "xx"}).status_code == 422


def test_register_and_link(client):
    data = {"email": "p@lake.example", "name": "P", "password": "long-enough", "locale": "en"}
    assert client.post("/register", data).status_code == 302
    assert client.post("/register", {**data, "email": "p"}).status_code == 422
    path = Mail.objects.get().body.split("https://club.example")[1]
    assert client.get(path)["Location"] == "/login"
    assert client.get(path).status_code == 410


def test_accept_invitation(client):
    assert client.get("/link/invite/nora-link").status_code == 200
    assert client.post("/link/invite/nora-link", {"password": "short"}).status_code == 422
    assert client.post("/link/invite/nora-link", {"password": "long-enough"}).status_code == 302
    assert client.get("/link/other/x").status_code == 404


def test_audit_page(client, mika):
    assert mika.get("/staff/audit").status_code == 403
    mika.force_login(Member.objects.get(name="Aino Virta"))
    assert "signin.failed" in mika.get("/staff/audit").content.decode()
