JSON = "application/json"


def post(client, **data):
    return client.post("/api/devices", data, content_type=JSON)


def listed(client):
    answer = client.get("/api/devices")
    assert answer.status_code == 200
    return [(each["key"], each["name"], each["platform"]) for each in answer.json()["devices"]]


def added():
    from swim_club.models import AuditEntry

    return AuditEntry.objects.filter(action="device.added").count()


def test_known_device_gets_its_new_name(app):
    mika = app("club-mika")
    answer = post(mika, key="phone-1", name="Pocket", platform="android")
    assert answer.status_code == 200
    assert answer.json() == {
        "key": "phone-1", "name": "Pocket", "platform": "android", "seen_at": answer.json()["seen_at"],
    }
    assert answer.json()["seen_at"].startswith("2026-05-11T")
    assert listed(mika) == [("phone-1", "Pocket", "android")]
    assert added() == 0


def test_new_device_and_the_same_again(app):
    tom = app("club-tom")
    assert post(tom, key="w-1", name="Watch", platform="watch").status_code == 201
    assert post(tom, key="w-1", name="Watch", platform="watch").status_code == 200
    assert post(tom, key="w-1", name="Old watch", platform="watch").status_code == 200
    assert listed(tom) == [("w-1", "Old watch", "watch")]
    assert added() == 1


def test_key_of_another_member(app):
    assert post(app("club-lea"), key="phone-1", name="Lea's", platform="ios").status_code == 201
    assert listed(app("club-lea")) == [("phone-1", "Lea's", "ios")]
    assert listed(app("club-mika")) == [("phone-1", "Mika's phone", "ios")]


def test_token_of_a_known_device_goes_on(app):
    mika = app("club-mika")
    assert post(mika, key="phone-1", name="Again", platform="ios").status_code == 200
    assert mika.get("/api/tokens").json()["tokens"][0]["device"] == "phone-1"


def test_sign_in_with_a_known_device(client, app):
    data = {"email": "mika@lake.example", "password": "open-water", "device": {"key": "phone-1", "name": "Mine", "platform": "ios"}}
    answer = client.post("/api/sign-in", data, content_type=JSON)
    assert answer.status_code == 201 and answer.json()["device"] == "phone-1"
    assert listed(app(answer.json()["token"])) == [("phone-1", "Mine", "ios")]
    data["device"] = {"key": "phone-7"}
    assert client.post("/api/sign-in", data, content_type=JSON).json()["device"] == "phone-7"
    assert [each[0] for each in listed(app("club-mika"))] == ["phone-1", "phone-7"]


def test_bad_input(app):
    assert post(app("club-mika"), key="", name="x").status_code == 400
    assert post(app("club-mika"), key="phone-1", platform="fridge").status_code == 400
