import pytest

from nightbus.models import Voucher


def test_devices(ada):
    status, body = ada.post("/me/devices", {"token": "push-ada-2", "platform": "android"})
    assert status == 201 and body["platform"] == "android"
    assert ada.post("/me/devices", {"token": "push-ada-2", "platform": "android"})[0] == 200
    assert len(ada.get("/me/devices")[1]["items"]) == 2
    assert ada.delete("/me/devices/999")[0] == 404


def test_device_changes_hands(ben):
    assert ben.post("/me/devices", {"token": "push-ada-1", "platform": "ios"})[0] == 200
    assert len(ben.get("/me/devices")[1]["items"]) == 2


def test_quote(ada):
    status, body = ada.post("/quotes", {"from": "alex", "to": "airport", "passengers": 2})
    assert status == 200
    assert body["items"] == {"base": "2.80", "zones": "2.40", "passengers": "1.00", "night": "1.50", "booking": "0.60"}
    assert (body["fare"], body["discount"], body["due"], body["currency"]) == ("8.30", "0.00", "8.30", "EUR")


@pytest.mark.parametrize("code, discount", [("welcome", "2.45"), ("LATE5", "4.90"), ("FREE100", "4.90")])
def test_quote_with_voucher(ada, code, discount):
    assert ada.post("/quotes", {"from": "alex", "to": "kotti", "voucher": code})[1]["discount"] == discount


@pytest.mark.parametrize("code", ["SPRING", "GONE", "NONE"])
def test_vouchers_that_are_no_use(ada, code):
    status, body = ada.post("/quotes", {"from": "alex", "to": "kotti", "voucher": code})
    assert (status, body["field"]) == (422, "voucher")


def test_book(ada):
    status, body = ada.post(
        "/rides", {"from": "alex", "to": "kotti", "earliest": "2026-10-28T00:30", "window": 30, "voucher": "WELCOME"}
    )
    assert status == 201
    assert body["window"] == ["2026-10-28T00:30+01:00", "2026-10-28T01:00+01:00"]
    assert (body["status"], body["driver"], body["voucher"], body["discount"]) == ("assigned", "Jonas Weiß", "WELCOME", "2.45")
    assert Voucher.objects.get(code="WELCOME").uses_left == 9


@pytest.mark.parametrize(
    "field, value",
    [("from", "nowhere"), ("to", "alex"), ("to", "rossio"), ("earliest", "2026-10-27T20:00"), ("earliest", "soon"),
     ("window", 5), ("window", "20"), ("passengers", 0), ("passengers", True)],
)
def test_wrong_bookings(ada, field, value):
    body = {"from": "alex", "to": "kotti", "earliest": "2026-10-28T00:30", field: value}
    status, answer = ada.post("/rides", body)
    assert (status, answer["field"]) == (422, field)


def test_no_json(ada):
    response = ada.client.post("/quotes", "{", content_type="application/json")
    assert response.status_code == 400
    assert ada.client.post("/quotes", "[]", content_type="application/json").status_code == 400
    assert ada.client.put("/quotes").status_code == 405


def test_list(ada):
    status, body = ada.get("/rides?limit=2")
    assert [ride["reference"] for ride in body["items"]] == ["NB-1009", "NB-1006"]
    status, body = ada.get(f"/rides?limit=2&before={body['next']}")
    assert [ride["reference"] for ride in body["items"]] == ["NB-1004", "NB-1001"] and body["next"] is None
    assert len(ada.get("/rides?status=cancelled")[1]["items"]) == 1
    assert ada.get("/rides?status=lost")[0] == 422
    assert ada.get("/rides?limit=0")[0] == 422


def test_one(ada):
    status, body = ada.get("/rides/NB-1006")
    assert body["cancelled"] == {"at": "2026-10-20T20:00+02:00", "by": "rider"}
    assert ada.get("/rides/NB-1001")[1]["stars"] == 5
    assert ada.get("/rides/NB-1002")[0] == 404


def test_cancel(ada):
    status, body = ada.post("/rides/NB-1004/cancel")
    assert (status, body["status"], body["fee"]) == (200, "cancelled", "0.00")
    assert Voucher.objects.get(code="WELCOME").uses_left == 11
    assert ada.post("/rides/NB-1004/cancel")[0] == 409


def test_rate(ada):
    assert ada.post("/rides/NB-1009/rating", {"stars": 3})[0] == 201
    assert ada.post("/rides/NB-1009/rating", {"stars": 1}) == (200, {"ride": "NB-1009", "stars": 3, "comment": None})
    assert ada.post("/rides/NB-1004/rating", {"stars": 3})[0] == 409
