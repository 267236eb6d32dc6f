import csv


def read(answer, delimiter=","):
    return list(csv.DictReader(answer.data.decode("utf-8-sig").splitlines(), delimiter=delimiter))


def test_items_become_lines(call):
    answer = call("E-007", "GET", "/reports/ER-2026-0001/export.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = read(answer)
    assert [row["amount_home"] for row in rows] == ["182.40", "168.40", "10.76"]
    assert rows[1]["merchant"] == "Hotel Bristol"
    assert rows[0]["cost_centre"] == "CC-210"


def test_excel_gets_a_mark_and_semicolons(call):
    answer = call("E-004", "GET", "/reports/ER-2026-0010/export.csv?dialect=excel")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert read(answer, ";")[1]["merchant"] == "Câmara do Porto"


def test_formulas_are_not_executed(call):
    item = {"spent_on": "2026-09-01", "category": "meals", "amount": "5", "merchant": "=1+1"}
    call("E-007", "POST", "/reports/ER-2026-0015/items", json=item)
    rows = read(call("E-007", "GET", "/reports/ER-2026-0015/export.csv"))
    assert rows[0]["merchant"] == "'=1+1"


def test_unknown_dialect_is_422(call):
    assert call("E-004", "GET", "/reports/ER-2026-0010/export.csv?dialect=x").status_code == 422
