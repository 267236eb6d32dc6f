import pytest


def printed(answer):
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    return answer.data


@pytest.mark.parametrize(
    ("actor", "number", "submitted", "total"),
    [
        ("E-007", "ER-2026-0011", b"2026-09-02 09:00", b"(352.68 EUR)"),
        ("E-008", "ER-2026-0012", b"2026-09-04 17:45", b"(619.78 EUR)"),
        ("E-002", "ER-2026-0019", b"2026-09-13 07:00", b"(1,340.00 EUR)"),
    ],
)
def test_report_that_waits_is_printed(call, actor, number, submitted, total):
    data = printed(call(actor, "GET", f"/reports/{number}/report.pdf"))
    assert b"Submitted: " + submitted in data
    assert b"Status: Waiting for approval" in data
    assert total in data
    assert b"Decided: 2" not in data
    assert b"by None" not in data


@pytest.mark.parametrize(
    ("actor", "number", "decided"),
    [
        ("E-004", "ER-2026-0010", b"Decided: 2026-09-01 00:30 by E-002"),
        ("E-007", "ER-2026-0006", b"Decided: 2026-08-06 15:00 by E-006"),
        ("E-006", "ER-2026-0005", b"Decided: 2026-07-21 10:00 by E-004"),
    ],
)
def test_decision_is_printed(call, actor, number, decided):
    assert decided in printed(call(actor, "GET", f"/reports/{number}/report.pdf"))


def test_draft_is_printed(call):
    data = printed(call("E-007", "GET", "/reports/ER-2026-0015/report.pdf"))
    assert b"Status: Draft" in data
    assert b"Submitted:" not in data


def test_fresh_submission_is_printed(call):
    call("E-007", "POST", "/reports/ER-2026-0015/submit")
    data = printed(call("E-007", "GET", "/reports/ER-2026-0015/report.pdf"))
    assert b"Submitted: 2026-09-21 09:00" in data
