import pytest


@pytest.mark.parametrize(
    ("label", "state", "sku", "due_on"),
    [
        ("SAW-JIG-02", "repair", "SAW-JIG", None),
        ("HEDGE-02", "aside", "HEDGE", None),
        ("PLANE-01", "shelf", "PLANE", None),
        ("SAW-TABLE-01", "loan", "SAW-TABLE", "2026-09-02"),
        ("hedge-01", "loan", "HEDGE", "2026-09-12"),
        ("BARROW-02", "lost", "BARROW", "2026-08-08"),
    ],
)
def test_scan(ask, label, state, sku, due_on):
    answer = ask(None, "GET", f"/scan/{label}")
    assert answer.status == 200
    assert (answer.json["label"], answer.json["state"], answer.json["sku"]) == (label.upper(), state, sku)
    assert answer.json["due_on"] == due_on


def test_lost_without_a_loan(ask, model):
    model("catalogue.Copy").objects.filter(id=10).update(state="lost")
    answer = ask(None, "GET", "/scan/PLANE-01")
    assert (answer.status, answer.json["due_on"], answer.json["name"]) == (200, None, "Hand plane")


def test_after_return_and_new_loan(ask):
    assert ask(1001, "POST", "/copies/LADDER-6M-01/return").status == 200
    assert ask(None, "GET", "/scan/LADDER-6M-01").json["due_on"] is None
    assert ask(1001, "POST", "/loans", {"card": 1008, "label": "LADDER-6M-01"}).status == 201
    assert ask(None, "GET", "/scan/LADDER-6M-01").json["due_on"] == "2026-09-19"


def test_unknown_sticker(ask):
    assert ask(None, "GET", "/scan/LADDER-6M-09").status == 404
    assert ask(None, "GET", "/scan/LADDER").status == 404
