from datetime import date

from club_members.clock import age_on, stamp, unstamp
from club_members.passwords import hash_password, matches


def test_health(client):
    assert client.get("/healthz").json()["status"] == "ok"


def test_age():
    assert age_on(date(2010, 1, 1), date(2026, 1, 1)) == 16
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_instants_are_kept_in_utc(clock):
    assert stamp(clock.now()) == "2026-10-05T07:00:00+00:00"
    assert unstamp("2026-10-05T07:00:00+00:00") == clock.now()
    assert clock.today() == date(2026, 10, 5)


def test_passwords():
    kept = hash_password("Grüß Gott 1", 1000)
    assert kept.startswith("1000$")
    assert matches("Grüß Gott 1", kept)
    assert not matches("gruess gott", kept)
    assert not matches("x", None)
