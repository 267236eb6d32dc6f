from swim_club.models import Token


def test_list(app):
    found = app("mika").get("/api/tokens").json()["tokens"]
    assert [(each["name"], each["device"]) for each in found] == [("app", "phone-1"), ("web", None)]
    assert found[0]["last_used"] == "2026-05-11T15:45:00+00:00"


def test_expired_and_unknown(app, client):
    assert app("tom-old").get("/api/me").status_code == 401
    assert app("nobody").get("/api/me").status_code == 401
    answer = client.get("/api/me")
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")


def test_sign_out(app):
    assert app("mika-web").delete("/api/tokens/current").status_code == 204
    assert Token.objects.filter(member__name="Mika Laine").count() == 1


def test_sign_out_everywhere(app):
    assert app("mika").delete("/api/tokens").status_code == 204
    assert not Token.objects.filter(member__name="Mika Laine").exists()


def test_scope(app):
    assert app("mika").get("/api/staff/members").status_code == 403


def test_method(app):
    answer = app("mika").put("/api/me")
    assert answer.status_code == 405 and answer["Allow"] == "GET, PATCH"
