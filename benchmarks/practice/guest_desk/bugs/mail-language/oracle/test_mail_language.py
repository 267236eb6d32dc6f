from datetime import datetime

import pytest

from guest_desk import clock, nightly


def subjects(desk, name):
    rows = desk.store.all("SELECT subject FROM outbox WHERE recipient = ? ORDER BY id", f"{name}@mail.example")
    return [row["subject"] for row in rows]


RECOVERY = {"en": "A new password", "de": "Ein neues Passwort", "pt": "Nova palavra-passe"}
CODE = {"en": "Your code", "de": "Dein Code", "pt": "O teu código"}


@pytest.mark.parametrize(("name", "language"), [("cleo", "pt"), ("mara", "de"), ("ana", "pt"), ("ben", "de"), ("eva", "en")])
def test_codes_and_recovery(client, desk, name, language):
    email = {"email": f"{name}@mail.example"}
    assert client().post("/recovery", json=email).status_code == 202
    assert client().post("/sign-in/code", json=email).status_code == 202
    assert subjects(desk, name) == [RECOVERY[language], CODE[language]]
    code = desk.store.one("SELECT code FROM codes WHERE purpose = 'recovery'")["code"]
    used = client().post("/recovery/use", json={**email, "code": code, "new": "brand new 1"})
    assert used.status_code == 200


@pytest.mark.parametrize("language", ["en", "de", "pt"])
def test_old_rows_of_all_languages(client, desk, language):
    desk.store.write("UPDATE guests SET preferences = ? WHERE id = 9", f'{{"language": "{language}", "newsletter": true}}')
    assert client("eva").get("/me/preferences").json()["locale"] == language
    client().post("/recovery", json={"email": "eva@mail.example"})
    assert subjects(desk, "eva") == [RECOVERY[language]]


@pytest.mark.parametrize(("name", "language"), [("mara", "de"), ("cleo", "pt"), ("ana", "pt")])
def test_invitations(client, desk, name, language):
    made = client(name).post("/invitations", json={"email": "joe2@mail.example", "hostel": "LIS"})
    assert made.status_code == 201
    assert subjects(desk, "joe2") == [{"de": "Komm vorbei", "pt": "Vem ficar"}[language]]


def test_reminders(desk):
    with clock.at(datetime.fromisoformat("2026-06-30T15:00:00+00:00")):
        assert nightly.remind(desk) == 1
    assert subjects(desk, "cleo") == ["Até breve"]


def test_old_row_changed(client, desk):
    assert client("cleo").patch("/me/preferences", json={"newsletter": True}).json() == {
        "locale": "pt",
        "time_zone": "America/Sao_Paulo",
        "newsletter": True,
    }
    assert client("mara").patch("/me/preferences", json={"locale": "en"}).json()["locale"] == "en"
    for name in ("cleo", "mara"):
        client().post("/sign-in/code", json={"email": f"{name}@mail.example"})
    assert subjects(desk, "cleo") == ["O teu código"]
    assert subjects(desk, "mara") == ["Your code"]


def test_new_guests(client, desk):
    client().post("/guests", json={"email": "zoe@mail.example", "name": "Zoë", "hostel": "BER"})
    assert client().post("/sign-in/code", json={"email": "zoe@mail.example"}).status_code == 202
    assert subjects(desk, "zoe") == ["Your code"]


def test_partners_and_preferences(client):
    seen = client().get("/partner/guests/7", headers={"x-desk-key": "k1.bike"})
    assert (seen.json()["locale"], seen.json()["hostel"]) == ("pt", "SAO")
    assert client("mara").get("/me/preferences").json() == {"locale": "de", "time_zone": None, "newsletter": True}
    assert client("mara").patch("/me/preferences", json={"locale": "xx"}).status_code == 400


def test_strangers_get_nothing(client, desk):
    for name in ("nobody", "dan"):
        assert client().post("/recovery", json={"email": f"{name}@mail.example"}).status_code == 202
    assert desk.outbox.waiting() == []
