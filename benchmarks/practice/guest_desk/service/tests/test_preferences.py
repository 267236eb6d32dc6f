def test_preferences(client):
    assert client("mara").get("/me/preferences").json() == {"language": "de", "time_zone": None, "newsletter": True}


def test_changing_preferences(client, desk):
    ana = client("ana")
    changed = ana.patch("/me/preferences", json={"language": "de", "time_zone": "Asia/Tokyo"})
    assert changed.json() == {"language": "de", "time_zone": "Asia/Tokyo", "newsletter": False}
    assert desk.preferences.zone_of(desk.accounts.get(5)) == "Asia/Tokyo"
    assert ana.patch("/me/preferences", json={"time_zone": None}).json()["time_zone"] is None
    assert desk.preferences.zone_of(desk.accounts.get(5)) == "Europe/Lisbon"


def test_preferences_that_we_do_not_know(client):
    for wrong in ({"language": "xx"}, {"time_zone": "Europe/Lisbonne"}):
        refused = client("ana").patch("/me/preferences", json=wrong)
        assert (refused.status_code, refused.json()["problem"]) == (400, "unreadable")


def test_consents(client):
    ana = client("ana")
    assert [row["version"] for row in ana.get("/me/consents").json()["given"]] == [1, 1]
    assert [row["kind"] for row in ana.get("/me/consents").json()["pending"]] == ["house-rules"]
    assert ana.post("/me/consents", json={"kind": "house-rules", "version": 2}).json() == {"pending": []}
    assert len(ana.get("/me/consents").json()["given"]) == 3


def test_consents_to_what_is_not_there(client):
    outdated = client("ben").post("/me/consents", json={"kind": "house-rules", "version": 1})
    assert (outdated.status_code, outdated.json()["problem"]) == (409, "outdated")
    assert client("ben").post("/me/consents", json={"kind": "cookies", "version": 1}).status_code == 404


def test_a_device_stays_signed_in(client):
    sent = {"email": "ana@mail.example", "password": "ana-secret", "remember": "Tablet"}
    device = client().post("/sign-in", json=sent).json()["device"]
    assert client().post("/sign-in/device", json={"device": device}).status_code == 200
    assert [row["label"] for row in client("ana").get("/me/devices").json()] == ["Phone", "Tablet"]


def test_devices_that_are_over_or_forgotten(client):
    assert client().post("/sign-in/device", json={"device": "old-ana"}).status_code == 401
    number = client("ana").get("/me/devices").json()[0]["id"]
    assert client("ana").delete(f"/me/devices/{number}").status_code == 204
    assert client("ana").delete(f"/me/devices/{number}").status_code == 404
    assert client().post("/sign-in/device", json={"device": "phone-ana"}).status_code == 401
