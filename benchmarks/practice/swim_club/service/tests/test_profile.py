from swim_club.models import AuditEntry

JSON = "application/json"


def test_me(app):
    me = app("lea").get("/api/me").json()
    assert me["birthday"] == "2012-02-29" and me["zone"] == "Europe/Helsinki" and me["locale"] == "en"


def test_change(app):
    answer = app("mika").patch("/api/me", {"locale": "fi", "zone": "Europe/Stockholm"}, content_type=JSON)
    assert answer.status_code == 200 and answer.json()["zone"] == "Europe/Stockholm"
    entry = AuditEntry.objects.get(action="profile.changed")
    assert entry.detail == {"changes": {"locale": ["en", "fi"], "zone": ["", "Europe/Stockholm"]}}


def test_change_nothing(app):
    assert app("mika").patch("/api/me", {"name": "Mika Laine"}, content_type=JSON).status_code == 200
    assert not AuditEntry.objects.filter(action="profile.changed").exists()


def test_bad_values(app):
    for data in ({"zone": "Mars"}, {"birthday": "soon"}, {"birthday": "0001-01-01"}, {"digest": 1}, {"role": "staff"}):
        assert app("mika").patch("/api/me", data, content_type=JSON).status_code == 400


def test_devices(app):
    answer = app("mika").post("/api/devices", {"key": "watch-2", "name": "Watch", "platform": "watch"}, content_type=JSON)
    assert answer.status_code == 201
    assert [each["key"] for each in app("mika").get("/api/devices").json()["devices"]] == ["phone-1", "watch-2"]


def test_remove_device(app):
    assert app("mika-web").delete("/api/devices/phone-1").status_code == 204
    assert app("mika-web").delete("/api/devices/phone-1").status_code == 404
