import re

import pytest


def printed(answer):
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    return answer.data


def test_polish_name_is_printed(call):
    data = printed(call("E-006", "GET", "/reports/ER-2026-0013/report.pdf"))
    assert re.search(rb"\(Employee: [^()]{0,8}ukasz W[^()]{1,8}jcik \\\(E-006\\\)\)", data)
    assert b"(2,556.99 EUR)" in data
    assert b"(1,280.00 PLN)" in data


def test_czech_merchant_is_printed(call):
    data = printed(call("E-013", "GET", "/reports/ER-2026-0018/report.pdf"))
    assert re.search(rb"[^()]{0,8}esk[^()]{1,8} dr[^()]{1,8}hy", data)
    assert b"(24.00 EUR)" in data


@pytest.mark.parametrize("title", ["Поездка", "出張", "Łódź – Kraków", "smile 😀"])
def test_any_title_is_printed(call, title):
    call("E-007", "PATCH", "/reports/ER-2026-0015", json={"title": title})
    assert b"(104.10 EUR)" in printed(call("E-007", "GET", "/reports/ER-2026-0015/report.pdf"))


def test_letters_of_the_font_stay(call):
    data = printed(call("E-012", "GET", "/reports/ER-2026-0009/report.pdf"))
    assert "Fair São Paulo".encode("cp1252") in data
    assert "(Mocotó)".encode("cp1252") in data


def test_brackets_stay_escaped(call):
    call("E-007", "PATCH", "/reports/ER-2026-0015", json={"title": "Fair (day 1) \\ 2"})
    data = printed(call("E-007", "GET", "/reports/ER-2026-0015/report.pdf"))
    assert b"Fair \\(day 1\\) \\\\ 2" in data
