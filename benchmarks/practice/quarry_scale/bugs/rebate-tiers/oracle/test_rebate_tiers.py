from decimal import Decimal
from pathlib import Path

import quarry_scale


def leave(ask, number, gross_kg):
    answer = ask("gate", "POST", f"/tickets/{number}/weigh-out", {"gross_kg": gross_kg})
    assert answer.status == 200
    return [answer.json[name] for name in ("net_kg", "goods", "rebate", "levy", "net")]


def send(ask, customer, net_kg):
    body = {"plate": "AB12 CDE", "product": "TYPE1", "customer": customer, "tare_kg": 10000}
    number = ask("gate", "POST", "/tickets", body).json["number"]
    return leave(ask, number, 10000 + net_kg)


def test_older_terms(ask):
    assert leave(ask, 20322, 31800) == [20000, "264.00", "6.60", "42.80", "300.20"]
    assert send(ask, "EVANS", 1000) == [1000, "13.20", "0.33", "2.14", "15.01"]
    assert send(ask, "DYFED-N", 20000) == [20000, "255.00", "10.20", "42.80", "287.60"]
    assert send(ask, "DYFED-W", 5000)[2] == "2.55"


def test_older_terms_are_shown(ask):
    listed = {one["code"]: one["rebates"] for one in ask("gate", "GET", "/customers").json["customers"]}
    for code, percent in (("EVANS", "2.5"), ("DYFED-N", "4"), ("DYFED-W", "4")):
        answer = ask("gate", "GET", f"/customers/{code}")
        assert answer.status == 200
        assert [(one["from_t"], Decimal(one["percent"])) for one in answer.json["rebates"]] == [(0, Decimal(percent))]
        assert listed[code] == answer.json["rebates"]
    assert listed["PARRY"] == listed["TYGWYN"] == []


def test_tiers(ask):
    tiers = [{"from_t": 5, "percent": "1"}, {"from_t": 15, "percent": "3.5"}]
    for code in ("PARRY", "EVANS"):
        answer = ask("office", "PATCH", f"/customers/{code}", {"rebates": tiers})
        assert (answer.status, answer.json["rebates"]) == (200, tiers)
    assert [send(ask, "EVANS", kg)[2] for kg in (4999, 5000, 15000)] == ["0.00", "0.66", "6.93"]
    assert send(ask, "PARRY", 10000)[2] == "1.50"
    assert ask("office", "PATCH", "/customers/EVANS", {"rebates": []}).json["rebates"] == []
    assert send(ask, "EVANS", 20000)[2] == "0.00"


def test_other_changes_leave_the_terms(ask):
    answer = ask("office", "PATCH", "/customers/EVANS", {"address": "Llandeilo"})
    assert (answer.status, answer.json["address"], len(answer.json["rebates"])) == (200, "Llandeilo", 1)
    assert send(ask, "EVANS", 10000)[2] == "3.30"


def test_nobody_else_gets_any(ask):
    assert leave(ask, 20323, 5100)[2] == "0.00"
    assert leave(ask, 20324, 17900)[2] == "0.00"
    assert ask("office", "PATCH", "/customers/EVANS", {"rebates": [{"from_t": 0, "percent": "80"}]}).status == 422


def test_files_that_have_shipped_are_as_they_were():
    """What is stored in production is not changed by editing the file that once made it."""
    text = (Path(quarry_scale.__file__).parent / "sql" / "010_rebates_demo.sql").read_text(encoding="utf-8")
    assert """{"rebate": "2.5"}""" in text
    assert """{"rebate": "4"}""" in text
