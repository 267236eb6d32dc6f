from decimal import Decimal

import pytest


def amounts(values):
    return [None if one is None else Decimal(str(one)) for one in values]


@pytest.mark.parametrize(
    ("sku", "sent", "before", "after"),
    [("LADDER-6M", "35.00", "20.00", "35.00"), ("barrow", "7.50", None, "7.50"), ("PLANE", None, "10.00", None)],
)
def test_deposit(ask, sku, sent, before, after):
    answer = ask(1001, "PATCH", f"/tools/{sku}", {"deposit": sent})
    assert answer.status == 200
    assert amounts([answer.json["deposit"], ask(None, "GET", f"/tools/{sku}").json["deposit"]]) == amounts([after, after])
    note = ask(1002, "GET", f"/journal?subject={sku}").json["items"][0]
    assert (note["action"], note["card"], list(note["details"])) == ("tool.changed", 1001, ["deposit"])
    assert amounts(note["details"]["deposit"]) == amounts([before, after])


@pytest.mark.parametrize("cost", ["3.20", "0.00", "118.00"])
def test_repaired(ask, cost):
    answer = ask(1002, "POST", "/jobs/1/repaired", {"cost": cost})
    assert (answer.status, Decimal(answer.json["cost"]), answer.json["closed_on"]) == (200, Decimal(cost), "2026-09-16")
    note = ask(1002, "GET", "/journal?subject=SAW-JIG-02").json["items"][0]
    assert note["action"] == "copy.repaired" and amounts([note["details"]["cost"]]) == [Decimal(cost)]
    assert ask(None, "GET", "/scan/SAW-JIG-02").json["state"] == "shelf"


def test_repaired_for_nothing(ask):
    assert ask(1002, "POST", "/jobs/1/repaired").json["cost"] is None
    assert ask(1002, "GET", "/journal").json["items"][0]["details"] == {"cost": None}


def test_words_and_truths(ask):
    assert ask(1001, "PATCH", "/tools/MIXER", {"listed": True, "brand": "Lescha"}).status == 200
    items = ask(1002, "GET", "/journal?subject=mixer").json["items"]
    assert [one["details"] for one in items] == [
        {"brand": ["Atika", "Lescha"], "listed": [False, True]},
        {"listed": [True, False]},
    ]


def test_no_change_no_note(ask):
    assert ask(1001, "PATCH", "/tools/HEDGE", {"deposit": "30.00"}).status == 200
    assert ask(1002, "GET", "/journal?subject=HEDGE").json["total"] == 0
