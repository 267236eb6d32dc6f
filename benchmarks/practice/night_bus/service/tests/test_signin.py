from conftest import bearer

from nightbus.models import Device, LoginCode

BEN = "+49 151 0000-0002"


def test_sign_in(anyone):
    status, body = anyone.post("/signin", {"phone": BEN, "code": "204816"})
    assert status == 201 and body["new"] is False
    assert bearer(body["token"]).get("/me") == (200, {"phone": "+4915100000002", "name": "Ben Yilmaz", "language": "de"})
    assert anyone.post("/signin", {"phone": BEN, "code": "204816"})[0] == 401


def test_new_rider(anyone):
    assert anyone.post("/signin/code", {"phone": "0049 151 777 7777"}) == (201, {"sent": True})
    assert anyone.post("/signin/code", {"phone": "+491517777777"})[0] == 409
    code = LoginCode.objects.get(phone="+491517777777").code
    status, body = anyone.post("/signin", {"phone": "+491517777777", "code": code})
    assert status == 201 and body["new"] is True


def test_wrong_codes(anyone):
    for _ in range(5):
        status, body = anyone.post("/signin", {"phone": BEN, "code": "111111"})
        assert status == 401 and body["error"] == "wrong_code"
    assert anyone.post("/signin", {"phone": BEN, "code": "204816"})[0] == 401


def test_app_session_ends_with_its_device(anyone):
    status, body = anyone.post("/signin", {"phone": BEN, "code": "204816", "push_token": "push-ben-2", "platform": "ios"})
    app = bearer(body["token"])
    device = Device.objects.get(token="push-ben-2")
    assert app.get("/me")[0] == 200
    assert app.delete(f"/me/devices/{device.pk}") == (200, {"removed": device.pk})
    assert app.get("/me")[0] == 401


def test_web_session(ada):
    assert ada.get("/me")[0] == 200


def test_strangers(anyone):
    assert anyone.get("/me")[0] == 401
    assert bearer("nonsense").get("/me")[0] == 401
    assert anyone.get("/partner/rides")[0] == 401
    assert anyone.post("/hooks/payments")[0] == 401
