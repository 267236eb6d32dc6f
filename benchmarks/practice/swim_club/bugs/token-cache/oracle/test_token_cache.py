import re

import pytest

from swim_club.models import Mail, Member

JSON = "application/json"


def status(client, path="/api/me"):
    return client.get(path).status_code


@pytest.mark.parametrize("path", ["/api/me", "/api/bookings", "/api/devices", "/api/tokens"])
def test_signed_out(app, path):
    web = app("club-mika-web")
    assert status(web, path) == 200
    assert web.delete("/api/tokens/current").status_code == 204
    assert status(web, path) == 401
    assert status(web, path) == 401
    assert web.get(path).json() == {"error": web.get(path).json()["error"]}
    assert status(app("club-mika"), path) == 200


def test_signed_out_everywhere(app):
    first, second = app("club-mika"), app("club-mika-web")
    assert status(first) == status(second) == 200
    assert first.delete("/api/tokens").status_code == 204
    assert status(first) == status(second) == 401
    assert status(app("club-lea")) == 200


def test_sign_out_twice(app):
    web = app("club-mika-web")
    assert web.delete("/api/tokens/current").status_code == 204
    assert web.delete("/api/tokens/current").status_code == 401


def test_removed_device(app):
    phone, web = app("club-mika"), app("club-mika-web")
    assert status(phone) == status(web) == 200
    assert web.delete("/api/devices/phone-1").status_code == 204
    assert status(phone) == 401
    assert status(web) == 200


def test_new_password(app, client):
    tom = app("club-tom")
    assert status(tom) == 200
    client.post("/api/password/reset", {"email": "tom@lake.example"}, content_type=JSON)
    code = re.search(r"/link/reset/(\S+)", Mail.objects.get(kind="reset").body).group(1)
    assert client.post("/api/password", {"code": code, "password": "another-one"}, content_type=JSON).status_code == 204
    assert status(tom) == 401


def test_closed_account(app):
    tom, number = app("club-tom"), Member.objects.get(name="Tom Hart").pk
    assert status(tom) == 200
    path = f"/api/staff/members/{number}"
    assert app("club-aino").patch(path, {"active": False}, content_type=JSON).status_code == 200
    assert status(tom) == 401
    assert app("club-aino").patch(path, {"active": True}, content_type=JSON).status_code == 200
    assert status(tom) == 401


def test_new_token_works_and_ends(app, client):
    data = {"email": "tom@lake.example", "password": "open-water"}
    fresh = app(client.post("/api/sign-in", data, content_type=JSON).json()["token"])
    assert status(fresh) == status(fresh) == 200
    assert fresh.get("/api/tokens").json()["tokens"][-1]["last_used"].startswith("2026-05-11T15:45")
    assert fresh.delete("/api/tokens/current").status_code == 204
    assert status(fresh) == 401


def test_expired(app, monkeypatch):
    web = app("club-mika-web")
    assert status(web) == 200
    monkeypatch.setenv("SWIM_CLUB_NOW", "2026-06-02T00:00:00+03:00")
    assert status(web) == 401
    assert status(app("club-tom-old")) == 401


def test_role_and_profile_at_once(app):
    mika, number = app("club-mika"), Member.objects.get(name="Mika Laine").pk
    assert mika.get("/api/me").json()["role"] == "member"
    app("club-aino").patch(f"/api/staff/members/{number}", {"role": "trainer"}, content_type=JSON)
    assert mika.get("/api/me").json()["role"] == "trainer"
