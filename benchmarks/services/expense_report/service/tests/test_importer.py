from datetime import date
from io import BytesIO

import pytest

from expense_report.errors import Invalid
from expense_report.importer import column_name, parse_day, plain_number

IMPORT = "/reports/ER-2026-0015/items/import"
FILE = """spent_on,category,merchant,amount,currency
2026-08-20,meals,Deli,56.00,USD
2026-08-21,Local,Metro,2.80,
"""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1'200", "1200"),
        ("2.500", "2500"),
        ("0.125", "0.125"),
    ],
)
def test_numbers_of_many_countries_are_read(text, number):
    assert plain_number(text) == number


def test_days_of_many_countries_are_read():
    assert {parse_day(text) for text in ("2026-08-02", "02.08.2026", " 02/08/2026 ")} == {
        date(2026, 8, 2)
    }
    with pytest.raises(Invalid):
        parse_day("August 2")


@pytest.mark.parametrize("title", ["Spent on", "DATE", "spent_on ", "day"])
def test_column_titles_have_aliases(title):
    assert column_name(title) == "spent_on"


def test_lines_become_items(call):
    content = FILE.replace("Local", "transport")
    answer = call("E-007", "POST", IMPORT, data=content)
    assert answer.status_code == 201
    assert answer.json["imported"] == 2
    assert [item["amount_home"] for item in answer.json["items"]] == ["50.00", "2.80"]
    assert answer.json["total"]["amount"] == "156.90"


def test_file_may_come_in_a_form(call):
    content = FILE.replace("Local", "transport").replace(",", ";").encode()
    answer = call("E-007", "POST", IMPORT, data={"file": (BytesIO(content), "august.csv")})
    assert answer.json["imported"] == 2


def test_one_wrong_line_stops_the_import(call):
    answer = call("E-007", "POST", IMPORT, data=FILE)
    assert answer.status_code == 422
    assert [fault["row"] for fault in answer.json["error"]["details"]["rows"]] == [2]
    assert call("E-007", "GET", "/reports/ER-2026-0015").json["total"]["amount"] == "104.10"


def test_missing_column_is_named(call):
    answer = call("E-007", "POST", IMPORT, data="date,amount\n2026-08-20,5\n")
    assert answer.json["error"]["details"]["columns"] == ["category"]


def test_empty_file_is_422(call):
    assert call("E-007", "POST", IMPORT, data="  \n").status_code == 422
