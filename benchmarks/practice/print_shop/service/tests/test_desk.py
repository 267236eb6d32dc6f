import io

from PIL import Image


def picture(kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", (600, 300), "white").save(out, kind, **options)
    return out.getvalue()


def test_only_for_staff(client):
    assert client.get("/orders").status_code == 401
    assert client.get("/orders", headers={"Authorization": "Bearer nobody"}).status_code == 401


def test_newest_orders_first(lotte):
    first = lotte.get("/orders?limit=5").json
    assert [order["number"] for order in first["orders"]] == [f"2026-00{n}" for n in (17, 16, 15, 14, 13)]
    second = lotte.get("/orders", query_string={"limit": 5, "cursor": first["cursor"]}).json
    assert [order["number"] for order in second["orders"]] == ["2026-0012", "2026-0011", "2026-0010", "2026-0009", "2026-0008"]


def test_orders_by_status(lotte):
    answer = lotte.get("/orders?status=new").json
    assert [order["number"] for order in answer["orders"]] == ["2026-0016", "2026-0014"] and answer["cursor"] is None
    assert lotte.get("/orders?status=lost").status_code == 400
    assert lotte.get("/orders?limit=1000").status_code == 400


def test_place_an_order(lotte):
    quote = lotte.post("/quotes", json={"customer": 1, "lines": [{"paper": "A4 90g", "sheets": 500}]}).json
    answer = lotte.post("/orders", json={"quote": quote["id"], "due_on": "2026-04-20"})
    assert answer.status_code == 201
    assert (answer.json["number"], answer.json["status"], answer.json["payment"]) == ("2026-0018", "new", "open")
    assert lotte.post("/orders", json={"quote": quote["id"]}).status_code == 409
    assert lotte.get("/orders/2026-0018").json == answer.json


def test_no_order_for_yesterday(lotte):
    quote = lotte.post("/quotes", json={"customer": 1, "lines": [{"paper": "A4 90g", "sheets": 500}]}).json
    assert lotte.post("/orders", json={"quote": quote["id"], "due_on": "2026-04-13"}).status_code == 400
    assert lotte.post("/orders", json={"quote": quote["id"], "due_on": "soon"}).status_code == 400


def test_states(lotte):
    assert lotte.post("/orders/2026-0010/status", json={"status": "printing"}).json["status"] == "printing"
    assert lotte.post("/orders/2026-0010/status", json={"status": "new"}).status_code == 409
    assert lotte.post("/orders/2026-0999/status", json={"status": "new"}).status_code == 404


def test_plan_of_the_week(lotte):
    slots = lotte.get("/plan?until=2026-04-17").json["slots"]
    assert [(slot["order"], slot["press"]) for slot in slots] == [("2026-0010", 1), ("2026-0011", 2), ("2026-0009", 1)]
    assert slots[0]["ends"] == "2026-04-14T09:03:00+02:00"
    assert lotte.get("/plan?until=2026-04-15").json == {"slots": []}
    assert lotte.get("/plan?presses=0").status_code == 400


def test_customers(lotte):
    assert [item["id"] for item in lotte.get("/customers?q=NOORD").json["customers"]] == [2]
    assert lotte.get("/customers?q=%25").json == {"customers": []}
    address = {"street": "Markt 1", "postcode": "8000", "city": "Brugge", "country": "BE"}
    answer = lotte.post("/customers", json={"name": "Kant", "email": "k@kant.example", "address": address})
    assert answer.status_code == 201
    assert lotte.get(f"/customers/{answer.json['id']}").json["address"] == address
    assert lotte.post("/customers", json={"name": "Kant", "email": "K@kant.example"}).status_code == 409
    assert lotte.post("/customers", json={"name": "Kant", "address": {"street": "x"}}).status_code == 400


def test_new_coupon(lotte):
    answer = lotte.post("/coupons", json={"code": "mei", "amount": "7,50"})
    assert answer.status_code == 201 and answer.json == {"code": "MEI", "percent": None, "amount": "7.50", "minimum": None}
    assert lotte.post("/coupons", json={"code": "MEI", "percent": 5}).status_code == 409
    assert lotte.post("/coupons", json={"code": "JUNI"}).status_code == 400


def test_upload(client, lotte):
    answer = lotte.post("/orders/2026-0014/uploads?name=poster.png", data=picture(dpi=(300, 300)))
    assert answer.status_code == 201
    assert answer.json["details"] == {"kind": "png", "mode": "RGB", "width": 600, "height": 300, "dpi": 300, "width_mm": 51}
    assert client.get(answer.json["link"]).json == answer.json
    assert client.get(f"/uploads/{answer.json['id']}?key=0000").status_code == 403


def test_upload_without_resolution(lotte):
    details = lotte.post("/orders/2026-0014/uploads", data=picture("GIF")).json["details"]
    assert (details["dpi"], details["width_mm"]) == (None, None)


def test_same_upload_again(lotte):
    one = lotte.post("/orders/2026-0014/uploads", data=picture()).json
    assert lotte.post("/orders/2026-0014/uploads", data=picture()).json["id"] == one["id"]


def test_no_picture(lotte):
    assert lotte.post("/orders/2026-0014/uploads", data=b"Dear printer").status_code == 422
    assert lotte.post("/orders/2026-0014/uploads", data=b"").status_code == 400
