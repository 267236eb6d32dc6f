from io import BytesIO

UPLOAD = "/reports/ER-2026-0015/receipts"
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"


def form(content=PNG, name="scans/lunch.png", **fields):
    return {"file": (BytesIO(content), name), **fields}


def test_receipt_comes_back_as_uploaded(call):
    answer = call("E-007", "POST", UPLOAD, data=form())
    assert answer.status_code == 201
    assert (answer.json["filename"], answer.json["size"]) == ("lunch.png", len(PNG))
    answer = call("E-006", "GET", f"/receipts/{answer.json['id']}")
    assert (answer.data, answer.content_type) == (PNG, "image/png")


def test_other_files_are_refused(call):
    answer = call("E-007", "POST", UPLOAD, data=form(b"GIF89a", "lunch.png"))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "wrong_file")


def test_same_receipt_twice_is_a_conflict(call):
    call("E-007", "POST", UPLOAD, data=form())
    answer = call("E-007", "POST", UPLOAD, data=form(name="again.png"))
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "duplicate")


def test_receipt_belongs_to_an_item_of_the_report(call):
    items = call("E-007", "GET", "/reports/ER-2026-0015").json["items"]
    answer = call("E-007", "POST", UPLOAD, data=form(item_id=str(items[0]["id"])))
    assert answer.json["item_id"] == items[0]["id"]
    assert call("E-007", "POST", UPLOAD, data=form(item_id="1")).status_code == 404
    assert call("E-007", "POST", UPLOAD, data=form(item_id="x")).status_code == 422


def test_form_without_a_file_is_422(call):
    assert call("E-007", "POST", UPLOAD, data={}).status_code == 422


def test_receipts_are_listed(call):
    call("E-007", "POST", UPLOAD, data=form())
    listed = call("E-007", "GET", UPLOAD).json["receipts"]
    assert {receipt["report"] for receipt in listed} == {"ER-2026-0015"}
    assert listed[-1]["filename"] == "lunch.png"


def test_receipt_of_another_team_is_forbidden(call):
    receipt = call("E-007", "POST", UPLOAD, data=form()).json
    assert call("E-012", "GET", f"/receipts/{receipt['id']}").status_code == 403
