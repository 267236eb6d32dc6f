import pytest

LOGIN = {"email": "freya@mail.example", "password": "nordic-noir-2026"}
LONG = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 " + "Extra/1.0 " * 40


@pytest.mark.parametrize("agent", [LONG, "x" * 201, "y" * 5000])
def test_long_agent_signs_in(call, account, agent):
    answer = call("POST", "/login", LOGIN, headers={"User-Agent": agent})
    assert answer.status_code == 200
    event = account("freya@mail.example").events.first()
    assert (event.kind, event.ok) == ("login", True)
    assert event.agent
    assert agent.startswith(event.agent[:150])


def test_wrong_password_is_still_401(call):
    answer = call("POST", "/login", {**LOGIN, "password": "no"}, headers={"User-Agent": LONG})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_credentials")


def test_provider_and_reset(call):
    assert call("POST", "/password", {"email": "freya@mail.example"}, headers={"User-Agent": LONG}).status_code == 202
    path = "/oauth/corp/callback?state=state-corp-1&code=corp-kira"
    assert call("GET", path, headers={"User-Agent": LONG}).status_code == 302


@pytest.mark.parametrize("agent", ["Firefox/142.0", "z" * 200])
def test_short_agent_is_kept_whole(call, account, agent):
    assert call("POST", "/login", LOGIN, headers={"User-Agent": agent}).status_code == 200
    assert account("freya@mail.example").events.first().agent == agent
