from django.core import signing

from conftest import bearer
from nightbus import auth
from nightbus.models import Device, Rider


def token(phone, issued, **more):
    return signing.dumps({"rider": Rider.objects.get(phone=phone).pk, "issued": issued, **more}, salt=auth.SALT)


def test_session_from_before():
    caller = bearer(token("+4915100000001", "2026-07-14T20:00:00+00:00"))
    assert caller.get("/me") == (200, {"phone": "+4915100000001", "name": "Ada Krüger", "language": None})
    status, body = caller.get("/rides?limit=5")
    assert status == 200 and [one["reference"] for one in body["items"]] == ["NB-1009", "NB-1006", "NB-1004", "NB-1001"]


def test_session_from_before_of_another_rider():
    assert bearer(token("+351910000003", "2026-05-01T20:00:00+00:00")).get("/me")[1]["name"] == "Clara Sá"


def test_session_from_before_that_has_ended():
    assert bearer(token("+4915100000001", "2026-04-01T20:00:00+00:00")).get("/me")[0] == 401


def test_session_with_device_or_null():
    device = Device.objects.get(token="push-ada-1").pk
    assert bearer(token("+4915100000001", "2026-10-20T20:00:00+00:00", device=device)).get("/me")[0] == 200
    assert bearer(token("+4915100000001", "2026-10-20T20:00:00+00:00", device=None)).get("/me")[0] == 200
    assert bearer(token("+4915100000001", "2026-10-20T20:00:00+00:00", device=device + 50)).get("/me")[0] == 401
    assert bearer(token("+4915100000002", "2026-10-20T20:00:00+00:00", device=device)).get("/me")[0] == 401


def test_new_sessions():
    rider = Rider.objects.get(phone="+4915100000001")
    assert bearer(auth.issue(rider)).get("/me")[0] == 200
    gone = Device.objects.create(rider=rider, token="push-ada-9", platform="ios", seen_at="2026-10-20T20:00:00+00:00")
    caller = bearer(auth.issue(rider, gone))
    assert caller.get("/me")[0] == 200
    assert caller.delete(f"/me/devices/{gone.pk}")[0] == 200
    assert caller.get("/me")[0] == 401


def test_nobody(anyone):
    assert anyone.get("/me")[0] == 401
    assert bearer("rubbish").get("/me")[0] == 401
