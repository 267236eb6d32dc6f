import pytest

ANA = {"language": "pt", "time_zone": None, "newsletter": False}


def change(client, name, **wanted):
    return client(name).patch("/me/preferences", json=wanted)


@pytest.mark.parametrize("zone", ["Europe", "America", "America/Argentina", "America/Indiana", "Etc"])
def test_regions(client, zone):
    refused = change(client, "ana", time_zone=zone, newsletter=True)
    assert 400 <= refused.status_code < 500 and refused.json()["problem"]
    assert client("ana").get("/me/preferences").json() == ANA


@pytest.mark.parametrize("zone", ["Europe/Lisbonne", "../Lisbon", "Mars/Base", "/etc/passwd"])
def test_other_names_that_are_none(client, zone):
    refused = change(client, "cleo", time_zone=zone)
    assert (refused.status_code, refused.json()["problem"]) == (400, "unreadable")
    assert client("cleo").get("/me/preferences").json()["time_zone"] == "America/Sao_Paulo"


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/Argentina/Salta", "Asia/Kathmandu", "UTC", "Etc/GMT+5", "Europe/Berlin"])
def test_zones(client, desk, zone):
    changed = change(client, "ana", time_zone=zone)
    assert (changed.status_code, changed.json()) == (200, {**ANA, "time_zone": zone})
    assert desk.preferences.zone_of(desk.accounts.get(5)) == zone
    assert client().get("/partner/guests/5", headers={"x-desk-key": "k1.bike"}).json()["time_zone"] == zone


def test_taking_it_back(client, desk):
    assert change(client, "cleo", time_zone=None).json()["time_zone"] is None
    assert desk.preferences.zone_of(desk.accounts.get(7)) == "America/Sao_Paulo"
    assert change(client, "eva", time_zone=None).status_code == 200
    assert desk.preferences.zone_of(desk.accounts.get(9)) == "Europe/Warsaw"


def test_others_are_left_alone(client):
    assert change(client, "ana", language="de").json() == {**ANA, "language": "de"}
    assert change(client, "ana", language="Europe").status_code == 400
    assert change(client, "mara", newsletter=False).json() == {"language": "de", "time_zone": None, "newsletter": False}


def test_after_a_refusal_it_can_be_set(client):
    change(client, "ana", time_zone="Europe")
    assert change(client, "ana", time_zone="Europe/Paris").json()["time_zone"] == "Europe/Paris"
