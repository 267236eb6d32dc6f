import pytest


def shown(browse, who):
    answer = browse(who, "/portal/workwear")
    assert answer.status == 200
    return {row[0]: row[2] for row in answer.page.rows}


def test_register(browse):
    assert shown(browse, "nomme") == {"E280-0201": "KL", "E280-0202": "JK"}
    assert shown(browse, "kalev") == {"E280-0101": "MT", "E280-0102": "pool"}
    assert shown(browse, "meri") == {"E280-0301": "ÕAS"}


@pytest.mark.parametrize(
    ("wearer", "wanted"),
    [
        ("Anu ", "A"),
        (" Anu", "A"),
        ("  Jo   Ann  Berg ", "JAB"),
        ("jo  berg", "JB"),
        ("Anna-Liisa  Kuusk", "AK"),
        ("ülle  õun", "ÜÕ"),
        ("Mari Tamm", "MT"),
    ],
)
def test_names(browse, wearer, wanted):
    form = {"chip": "N-1", "item": "COAT", "wearer": wearer}
    assert browse("liis", "/office/customers/KALEV/pieces", form).status == 303
    assert shown(browse, "kalev") == {"E280-0101": "MT", "E280-0102": "pool", "N-1": wanted}


def test_pool(browse):
    assert browse("liis", "/office/customers/NOMME/pieces", {"chip": "N-2", "item": "GOWN", "wearer": ""}).status == 303
    assert shown(browse, "nomme") == {"E280-0201": "KL", "E280-0202": "JK", "N-2": "pool"}


def test_the_name_stays(browse, sql):
    shown(browse, "nomme")
    assert sql("SELECT wearer FROM items WHERE chip = 'E280-0201'") == [("Kadri  Lepik",)]
    assert browse("liis", "/office/customers/NOMME/pieces", {"chip": "N-3", "item": "GOWN", "wearer": "Jo  Berg "}).status == 303
    assert sql("SELECT wearer FROM items WHERE chip = 'N-3'") == [("Jo  Berg ",)]
    assert "Kadri  Lepik" in browse("liis", "/office/customers/NOMME").text


def test_the_rest_of_the_row(browse, scan):
    assert scan("POST", "/pieces/E280-0201/washed", {"at": "2026-06-16T09:15:00"}).json["washes"] == 23
    assert browse("nomme", "/portal/workwear").page.rows == [
        ["E280-0201", "Work coat", "KL", "23", "16.06.2026 09:15"],
        ["E280-0202", "Work coat", "JK", "5", "–"],
    ]
