import pytest

PEOPLE = [{"sub": "c-105", "name": "Kira Sato", "left_on": "2026-08-31"}, {"sub": "c-103", "name": "Béla Tóth"}]


def test_leaver_is_closed_and_signed_out(run, idp, account, call):
    assert call("GET", "/account", user="kira").status_code == 200
    idp({"people/1.json": {"people": PEOPLE, "next": None}})
    assert run("sync_directory") == "2 people: 1 closed, 0 reopened, 0 renamed; 11 accounts can sign in"
    assert account("kira@labs.acme.example").is_active is False
    assert call("GET", "/account", user="kira").status_code == 401
    assert call("GET", "/account", user="bela").status_code == 200
    assert account("kira@labs.acme.example").devices.count() == 0


@pytest.mark.parametrize(("left", "active"), [("2026-09-14", False), ("2026-09-15", True), (None, True)])
def test_last_day(run, idp, account, left, active):
    idp({"people/1.json": {"people": [{"sub": "c-103", "name": "Béla Tóth", "left_on": left}], "next": None}})
    run("sync_directory")
    assert account("bela.toth@labs.acme.example").is_active is active


def test_returner_is_opened(run, idp, account):
    idp({"people/1.json": {"people": [{"sub": "c-102", "name": "Ivo Petrov"}], "next": None}})
    assert "1 reopened" in run("sync_directory")
    assert account("ivo@acme.example").is_active is True


def test_the_other_ways_out_still_work(call):
    assert call("POST", "/account/password", {"old": "analytical-engine", "password": "difference-engine-2"}, user="ada").json() == {
        "ended_sessions": 1
    }
    assert call("POST", "/password/dana-live-reset-token", {"password": "another-night-78"}).json()["ended_sessions"] == 1
    assert call("DELETE", "/account", user="madonna").status_code == 204
