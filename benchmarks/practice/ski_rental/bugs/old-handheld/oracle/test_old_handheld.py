import itsdangerous
import pytest


def me(client, token):
    return client.get("/staff/me", headers={"authorization": f"Bearer {token}"})


def signed(text):
    """What a handheld signs, by the clock of the counter."""
    from ski_rental import auth

    return auth.ShopSigner("counter-of-the-valley-station", salt="counter").sign(text).decode()


@pytest.mark.parametrize("text", ["jan", "resi", "somebody", ".resi", "j"])
def test_handhelds(client, text):
    answer = me(client, signed(text))
    assert answer.status_code == 401 and "detail" in answer.json()


def test_handheld_at_other_pages(client):
    headers = {"authorization": f"Bearer {signed('resi')}"}
    assert client.get("/audit", headers=headers).status_code == 401
    assert client.post("/reservations/R-LUKA66/waive", json={"reason": "x"}, headers=headers).status_code == 401


def test_good_token(client, jan, resi):
    assert client.get("/staff/me", headers=jan).json() == {"login": "jan", "name": "Jan Nowak", "role": "counter"}
    assert client.get("/staff/me", headers=resi).json()["role"] == "manager"


def test_why(client, jan, monkeypatch):
    wrong = me(client, "nonsense")
    assert wrong.status_code == 401 and wrong.json()["detail"] == "not a token of this counter"
    other = itsdangerous.URLSafeTimedSerializer("another key", salt="counter").dumps({"login": "jan", "role": "counter"})
    assert me(client, other).status_code == 401
    assert me(client, jan["authorization"].split()[1] + "x").status_code == 401
    monkeypatch.setenv("SKI_RENTAL_NOW", "2026-01-18T10:15:00+01:00")
    late = client.get("/staff/me", headers=jan)
    assert late.status_code == 401 and late.json()["detail"] == "signed in too long ago"
