def test_health(ask):
    assert ask(None, "GET", "/health").json() == {"status": "ok"}


def test_nobody_is_signed_in(ask):
    answer = ask(None, "GET", "/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


def test_sign_in_and_refresh(ask):
    pair = ask(None, "POST", "/auth/sign-in", json={"login": "carl", "password": "password-carl"}).json()
    assert pair["expires_in"] == 900
    answer = ask(None, "POST", "/auth/refresh", json={"refresh_token": pair["refresh_token"]})
    assert answer.status_code == 200
    assert ask(None, "POST", "/auth/refresh", json={"refresh_token": pair["refresh_token"]}).status_code == 401


def test_wrong_password(ask):
    assert ask(None, "POST", "/auth/sign-in", json={"login": "carl", "password": "x"}).status_code == 401
    assert ask(None, "POST", "/auth/sign-in", json={"login": "nobody", "password": "x"}).status_code == 401


def test_a_refresh_token_is_no_access_token(ask):
    assert ask("refresh-anna", "GET", "/me").status_code == 401


def test_access_tokens_run_out(ask, monkeypatch):
    pair = ask(None, "POST", "/auth/sign-in", json={"login": "carl", "password": "password-carl"}).json()
    from ward_rota import auth, db

    with db.sessions() as session:
        assert auth.find(session, pair["access_token"], "access").staff.login == "carl"
    monkeypatch.setenv("WARD_ROTA_NOW", "2026-09-16T10:15:00+02:00")
    assert ask(None, "GET", "/me").status_code == 401


def test_input_names_fields(ask):
    answer = ask(None, "POST", "/auth/sign-in", json={"login": "carl", "pin": 1})
    assert (answer.status_code, answer.json()["fields"]) == (422, ["password", "pin"])
