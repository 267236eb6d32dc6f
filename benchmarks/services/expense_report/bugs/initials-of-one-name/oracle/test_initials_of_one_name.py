import re

import pytest


def footers(answer):
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    return re.findall(rb"\(([^()]* / [^()]* / \d+ of \d+)\)", answer.data)


@pytest.mark.parametrize("number", ["ER-2026-0001", "ER-2026-0006", "ER-2026-0011", "ER-2026-0015"])
def test_single_name_has_one_initial(call, number):
    answer = call("E-007", "GET", f"/reports/{number}/report.pdf")
    assert footers(answer) == [f"{number} / P / 1 of 1".encode()]
    assert b"Employee: Priyanka \\(E-007\\)" in answer.data


@pytest.mark.parametrize(
    ("actor", "number", "initials"),
    [("E-008", "ER-2026-0012", b"TB"), ("E-012", "ER-2026-0004", b"ML"), ("E-004", "ER-2026-0003", b"SO")],
)
def test_two_names_have_two(call, actor, number, initials):
    (footer,) = footers(call(actor, "GET", f"/reports/{number}/report.pdf"))
    assert footer == number.encode() + b" / " + initials + b" / 1 of 1"


def test_total_is_printed(call):
    assert b"(274.40 EUR)" in call("E-007", "GET", "/reports/ER-2026-0006/report.pdf").data


def test_stray_blanks_in_a_name_do_no_harm(call, conn):
    conn.execute("UPDATE employees SET name = 'Priyanka ' WHERE id = 'E-007'")
    answer = call("E-007", "GET", "/reports/ER-2026-0006/report.pdf")
    assert answer.status_code == 200
    assert b"ER-2026-0006 / P / 1 of 1" in answer.data
