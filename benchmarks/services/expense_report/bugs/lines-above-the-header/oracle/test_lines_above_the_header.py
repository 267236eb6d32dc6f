import pytest

IMPORT = "/reports/ER-2026-0015/items/import"


@pytest.mark.parametrize(
    "content",
    [
        "Datum;Kategorie;Betrag\n20.08.2026;meals;5,60\n",
        "date,category\n2026-08-20,meals\n",
        "no table at all",
        "a\n\nb\n",
        "<html><body>Session expired</body></html>",
    ],
)
def test_file_without_an_amount_is_refused(call, content):
    answer = call("E-007", "POST", IMPORT, data=content)
    assert answer.status_code in (400, 422)
    assert set(answer.json["error"]) == {"code", "message", "details"}
    assert len(call("E-007", "GET", "/reports/ER-2026-0015").json["items"]) == 2


@pytest.mark.parametrize("above", ["", "Account;PT50\n", "Account;PT50\nPeriod;August;2026\n\n", "\n\n"])
def test_lines_above_the_header_are_skipped(call, above):
    content = above + "Date;Category;Sum;Shop\n20.08.2026;meals;5,60;Deli\n21.08.2026;other;1.234,50;\n"
    answer = call("E-007", "POST", IMPORT, data=content)
    assert answer.status_code == 201
    found = [(item["spent_on"], item["amount"], item["merchant"]) for item in answer.json["items"]]
    assert found == [("2026-08-20", "5.60", "Deli"), ("2026-08-21", "1234.50", None)]


def test_other_missing_columns_are_named(call):
    answer = call("E-007", "POST", IMPORT, data="date,amount\n2026-08-20,5\n")
    assert answer.status_code == 422
    assert answer.json["error"]["details"]["columns"] == ["category"]
