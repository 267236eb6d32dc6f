def test_sign_in(client):
    answer = client.post("/session", json={"name": "gate", "password": "limestone"})
    assert (answer.status_code, answer.json["role"]) == (201, "gate")
    headers = {"Authorization": f"Bearer {answer.json['token']}"}
    assert client.get("/session", headers=headers).json == {"name": "gate", "role": "gate"}


def test_wrong_password(client):
    for body in ({"name": "gate", "password": "chalk"}, {"name": "nobody", "password": "chalk"}):
        answer = client.post("/session", json=body)
        assert (answer.status_code, answer.json["error"]) == (401, "sign_in")


def test_nobody(client):
    assert client.get("/tickets").status_code == 401
    assert client.get("/tickets", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_sign_out(gate):
    assert gate.delete("/session").status_code == 204
    assert gate.get("/session").status_code == 401


def test_a_session_lasts_a_shift(app, gate, clock):
    app.config["SESSION_HOURS"] = 12
    clock("2026-03-10T21:00:00+00:00")
    assert gate.get("/session").status_code == 200
    clock("2026-03-10T21:31:00+00:00")
    assert gate.get("/session").status_code == 401


def test_health_needs_nobody(client):
    assert client.get("/health").json == {"status": "ok"}
