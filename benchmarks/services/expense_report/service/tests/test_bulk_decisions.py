def test_several_reports_are_approved_at_once(call):
    body = {"action": "approve", "reports": ["ER-2026-0011", "ER-2026-0012"]}
    answer = call("E-004", "POST", "/decisions", json=body)
    assert answer.json["done"] == ["ER-2026-0011", "ER-2026-0012"]
    assert call("E-004", "GET", "/reports/ER-2026-0012").json["status"] == "approved"


def test_rejection_of_several_needs_a_comment(call):
    body = {"action": "reject", "reports": ["ER-2026-0011"]}
    assert call("E-004", "POST", "/decisions", json=body).status_code == 422


def test_reports_must_be_a_list_of_texts(call):
    for wrong in (None, [], "ER-2026-0011", [11]):
        body = {"action": "approve", "reports": wrong}
        assert call("E-004", "POST", "/decisions", json=body).status_code == 422


def test_report_that_cannot_be_decided_is_named(call):
    body = {"action": "approve", "reports": ["ER-2026-0014"]}
    answer = call("E-004", "POST", "/decisions", json=body)
    assert answer.json["done"] == []
    assert answer.json["failed"][0]["code"] == "self_approval"
