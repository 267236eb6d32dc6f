from io import BytesIO

import pytest

FILES = {
    "image/png": b"\x89PNG\r\n\x1a\nfresh",
    "image/jpeg": b"\xff\xd8\xff\xe0fresh",
    "application/pdf": b"%PDF-1.4 fresh",
}


def test_receipt_without_a_name_is_downloaded(call):
    answer = call("E-007", "GET", "/receipts/2")
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.data == b"\x89PNG\r\n\x1a\nexpense-seed-1"


@pytest.mark.parametrize("kind", sorted(FILES))
def test_upload_without_a_name_comes_back(call, conn, kind):
    form = {"file": (BytesIO(FILES[kind]), "camera")}
    receipt = call("E-007", "POST", "/reports/ER-2026-0015/receipts", data=form).json
    conn.execute("UPDATE receipts SET filename = NULL WHERE id = ?", (receipt["id"],))
    answer = call("E-007", "GET", f"/receipts/{receipt['id']}")
    assert (answer.status_code, answer.content_type, answer.data) == (200, kind, FILES[kind])


def test_receipt_with_a_name_keeps_it(call):
    answer = call("E-009", "GET", "/receipts/1")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert "pod51-invoice.pdf" in answer.headers["Content-Disposition"]


def test_name_without_an_extension_is_no_obstacle(call):
    answer = call("E-008", "GET", "/receipts/3")
    assert (answer.status_code, answer.data) == (200, b"\xff\xd8\xff\xe0jpeg")


def test_unchanged_receipt_is_not_sent_again(call):
    etag = call("E-009", "GET", "/receipts/1").headers["ETag"]
    assert call("E-009", "GET", "/receipts/1", headers={"If-None-Match": etag}).status_code in (200, 304)
