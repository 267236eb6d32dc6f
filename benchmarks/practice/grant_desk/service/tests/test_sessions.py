from fastapi.testclient import TestClient


def test_me(officer):
    assert officer.get("/me").json() == {"id": 1, "email": "olga@mail.test", "name": "Olga", "role": "officer"}


def test_wrong_password(app):
    answer = TestClient(app).post("/sessions", json={"email": "olga@mail.test", "password": "guess"})
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")


def test_expired_or_forged_tokens(make_app, officer):
    later = TestClient(make_app(now="2026-03-10T18:30:00+00:00"), headers=officer.headers)
    assert later.get("/me").status_code == 401
    other = TestClient(make_app(secret="another"), headers=officer.headers)
    assert other.get("/me").status_code == 401
    assert TestClient(make_app()).get("/me").status_code == 401
