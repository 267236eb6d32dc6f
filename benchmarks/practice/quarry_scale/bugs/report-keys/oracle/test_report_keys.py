def test_month(ask):
    answer = ask("gate", "GET", "/reports/month?month=2026-06")
    assert answer.status == 200
    assert answer.json == {"month": "2026-06", "net_kg": 91510, "days": {"2": 39620, "3": 9690, "4": 40700, "9": 1500}}
    may = ask("gate", "GET", "/reports/month?month=2026-05").json
    assert may == {"month": "2026-05", "net_kg": 63270, "days": {"6": 40000, "19": 18980, "27": 4290}}
    assert ask("gate", "GET", "/reports/month?month=2026-01").json == {"month": "2026-01", "net_kg": 0, "days": {}}


def test_hauliers(ask):
    answer = ask("office", "GET", "/reports/hauliers?month=2026-06")
    assert answer.status == 200
    assert answer.json == {"month": "2026-06", "hauliers": {"Rees Haulage": 1, "null": 3, "Morgan Tippers": 2}}
    assert ask("office", "GET", "/reports/hauliers?month=2026-05").json["hauliers"]["null"] == 1
    assert ask("office", "GET", "/reports/hauliers?month=2026-01").json["hauliers"] == {}
    assert ask("gate", "GET", "/reports/hauliers?month=2026-05").status == 403


def test_names_are_utf8(ask):
    assert "Tŷ Gwyn Builders".encode() in ask("gate", "GET", "/customers").content
    assert b"\\u" not in ask("gate", "GET", "/customers/TYGWYN").content


def test_values_are_as_before(ask):
    ticket = ask("gate", "GET", "/tickets/20311").json
    assert (ticket["net"], ticket["weighed_out_at"]) == ("299.46", "2026-05-06T05:41:00+00:00")
    assert ask("gate", "GET", "/tickets/20322").json["weighed_out_at"] is None
    assert ask("office", "GET", "/invoices/1040").json["due_on"] == "2026-07-01"
    assert ask("gate", "GET", "/reports/day?day=2026-06-02").json["products"] == {"20MM": 19620, "TYPE1": 20000}
    assert ask("office", "PATCH", "/customers/EVANS", {"name": "Ŷ"}).json["name"] == "Ŷ"
    assert ask("gate", "GET", "/customers/NOBODY").json == {"error": "missing", "detail": "There is no customer NOBODY."}
