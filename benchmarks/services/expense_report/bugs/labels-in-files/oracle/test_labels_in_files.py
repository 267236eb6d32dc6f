import pytest

IMPORT = "/reports/ER-2026-0015/items/import"


def categories(call, *cells):
    content = "Date;Category;Sum\n" + "".join(f"2026-08-20;{cell};2,80\n" for cell in cells)
    answer = call("E-007", "POST", IMPORT, data=content)
    assert answer.status_code == 201
    return [item["category"] for item in answer.json["items"]]


@pytest.mark.parametrize(
    ("cell", "category"),
    [
        ("Local transport", "transport"),
        ("Office supplies", "office"),
        ("office supplies ", "office"),
        ("LOCAL TRANSPORT", "transport"),
        ("Meals", "meals"),
        ("Per diem", "per_diem"),
        ("per_diem", "per_diem"),
        ("Lodging", "lodging"),
        ("transport", "transport"),
    ],
)
def test_category_by_name_or_label(call, cell, category):
    assert categories(call, cell) == [category]


def test_whole_report_stays_usable(call):
    categories(call, "Local transport", "Office supplies", "Meals")
    body = call("E-007", "GET", "/reports/ER-2026-0015").json
    assert body["total"]["amount"] == "112.50"
    assert sorted(item["category"] for item in body["items"]) == ["meals", "meals", "office", "transport", "transport"]
    assert b"(Local transport)" in call("E-007", "GET", "/reports/ER-2026-0015/report.pdf").data
    assert b"Office supplies" in call("E-007", "GET", "/reports/ER-2026-0015/export.csv").data


@pytest.mark.parametrize("cell", ["Wine", "local", "supplies", "", "local_transports"])
def test_other_words_are_refused(call, cell):
    answer = call("E-007", "POST", IMPORT, data=f"Date;Category;Sum\n2026-08-20;{cell};2,80\n")
    assert answer.status_code == 422
    assert answer.json["error"]["details"]["rows"][0]["field"] == "category"


def test_limits_are_seen(call):
    content = "Date;Category;Sum\n2026-08-20;Office supplies;150,01\n2026-08-20;Local transport;120,00\n"
    items = call("E-007", "POST", IMPORT, data=content).json["items"]
    assert [item["over_limit"] for item in items] == [True, False]
