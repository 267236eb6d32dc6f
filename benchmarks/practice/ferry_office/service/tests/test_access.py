from django.contrib.auth import get_user_model
from django.test import Client


def test_login_and_logout(visitor):
    wrong = visitor.post("/api/login", {"username": "office", "password": "x"}, content_type="application/json")
    assert wrong.status_code == 400
    right = {"username": "office", "password": "harbour-light"}
    assert visitor.post("/api/login", right, content_type="application/json").json() == {"user": "office"}
    assert visitor.get("/api/refunds").json() == {"refunds": []}
    visitor.post("/api/logout")
    assert visitor.get("/api/refunds").status_code == 401


def client_with_key(key):
    return Client(headers={"X-Terminal-Key": key})


def test_terminals():
    assert client_with_key("nobody").get("/api/sailings").status_code == 401
    assert client_with_key("engine-key").get("/api/refunds").status_code == 403
    assert client_with_key("quay-1-key").get("/api/refunds").status_code == 200


def test_manifest_page_is_for_staff(visitor):
    assert visitor.get("/sailings/K101/manifest").status_code == 404
    visitor.force_login(get_user_model().objects.get(username="office"))
    assert visitor.get("/sailings/K101/manifest").status_code == 200


def test_methods(visitor):
    assert visitor.post("/api/sailings").status_code == 405
