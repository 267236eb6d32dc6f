import pytest

IDS = {"petrova": 7, "okafor": 8, "nowak": 9}


@pytest.mark.parametrize("who", sorted(IDS))
@pytest.mark.parametrize("path", ["/me", "/letters", "/repairs"])
def test_deleted_after_it_was_used(ask, who, path):
    client = ask(who)
    assert client.get("/me")[0] == 200 and client.get(path)[0] == 200
    assert ask("office")("DELETE", f"/accounts/{IDS[who]}")[0] == 200
    for _ in range(2):
        assert client.get(path)[0] == 401
    assert ask("office").get("/me")[0] == 200
    assert ask("brandt").get(path)[0] == 200


def test_deleted_before_it_was_used(ask):
    assert ask("office")("DELETE", "/accounts/9")[0] == 200
    assert ask("nowak").get("/me")[0] == 401


def test_second_token_of_a_deleted_account(ask):
    token = ask("nowak").post("/tokens")[1]["token"]
    second = ask(None)
    second.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    assert second.get("/me")[0] == 200
    assert ask("office")("DELETE", "/accounts/9")[0] == 200
    assert second.get("/me")[0] == 401 and ask("nowak").get("/me")[0] == 401


def test_session_of_a_deleted_account(ask):
    client = ask(None)
    assert client.post("/sign-in", {"email": "nowak@example.org", "password": "nowak-password"})[0] == 200
    assert client.get("/me")[0] == 200
    assert ask("office")("DELETE", "/accounts/9")[0] == 200
    assert client.get("/me")[0] == 401


def test_blocked_changed_revoked(ask):
    client = ask("nowak")
    assert client.get("/me")[1]["role"] == "tenant"
    assert ask("office")("PATCH", "/accounts/9", {"role": "caretaker"})[0] == 200
    assert client.get("/me")[1]["role"] == "caretaker"
    assert ask("office")("PATCH", "/accounts/9", {"blocked": True})[0] == 200
    assert client.get("/me")[0] == 401
    assert ask("office")("PATCH", "/accounts/9", {"blocked": False})[0] == 200
    assert client.get("/me")[0] == 200
    assert client("DELETE", "/tokens", {"token": "token-nowak"})[0] == 200
    assert client.get("/me")[0] == 401


def test_what_was_there_stays(ask):
    from portal.models import Account

    assert ask("okafor").get("/letters")[0] == 200
    assert Account.objects.get(pk=8).last_seen_at.isoformat() == "2026-09-14T08:00:00+00:00"
    assert ask("office")("DELETE", "/accounts/8")[0] == 200
    assert ask("office")("DELETE", "/accounts/8")[0] == 404
    assert ask("office").get("/flats/LI14-1")[1]["tenant"] == "Chidi Okafor"
    assert ask("kern")("DELETE", "/accounts/9")[0] == 403
