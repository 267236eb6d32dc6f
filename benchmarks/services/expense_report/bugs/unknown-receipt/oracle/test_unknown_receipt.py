import pytest


@pytest.mark.parametrize("actor", ["E-007", "E-010", "E-001"])
@pytest.mark.parametrize("receipt", [0, 4, 404, 99999999])
def test_unknown_receipt_is_404(call, actor, receipt):
    answer = call(actor, "GET", f"/receipts/{receipt}")
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("actor", "receipt", "kind", "start"),
    [
        ("E-009", 1, "application/pdf", b"%PDF-1.4"),
        ("E-007", 2, "image/png", b"\x89PNG"),
        ("E-008", 3, "image/jpeg", b"\xff\xd8\xff"),
    ],
)
def test_receipts_come_as_they_were_uploaded(call, actor, receipt, kind, start):
    answer = call(actor, "GET", f"/receipts/{receipt}")
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert answer.data.startswith(start)


def test_receipts_of_others_are_forbidden(call):
    assert call("E-007", "GET", "/receipts/1").status_code == 403


def test_receipts_of_a_report_are_listed(call):
    listed = call("E-007", "GET", "/reports/ER-2026-0015/receipts").json["receipts"]
    assert [(row["id"], row["content_type"], row["size"]) for row in listed] == [(2, "image/png", 22)]
