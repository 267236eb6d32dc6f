import pytest


@pytest.mark.parametrize(
    ("sku", "numbers", "added", "skipped"),
    [
        ("DRILL-HAMMER", [2, 3, 4], [3, 4], [2]),
        ("DRILL-HAMMER", [1, 2, 9], [9], [1, 2]),
        ("HEDGE", [7, 1, 8, 2, 9], [7, 8, 9], [1, 2]),
        ("PLANE", [2, 1], [2], [1]),
        ("plane", [1], [], [1]),
        ("TILECUT", [1, 2], [1, 2], []),
    ],
)
def test_batches(ask, model, sku, numbers, added, skipped):
    copies = model("catalogue.Copy").objects.filter(tool__sku__iexact=sku)
    before = set(copies.values_list("number", flat=True))
    answer = ask(1001, "POST", f"/tools/{sku}/copies", {"numbers": numbers})
    assert answer.status == 201
    assert answer.json == {"added": [f"{sku.upper()}-{one:02d}" for one in added], "skipped": skipped}
    assert set(copies.values_list("number", flat=True)) == before | set(added)
    for one in added:
        found = ask(None, "GET", f"/scan/{sku}-{one:02d}")
        assert (found.status, found.json["state"], found.json["acquired_on"]) == (200, "shelf", "2026-09-16")


def test_number_twice_in_one_batch(ask, model):
    answer = ask(1002, "POST", "/tools/TILECUT/copies", {"numbers": [5, 5, 6]})
    assert (answer.status, answer.json["added"]) == (201, ["TILECUT-05", "TILECUT-06"])
    assert model("catalogue.Copy").objects.filter(tool_id=8).count() == 2


def test_copies_in_use_are_left_alone(ask):
    before = ask(None, "GET", "/scan/DRILL-HAMMER-02").json
    assert ask(1001, "POST", "/tools/DRILL-HAMMER/copies", {"numbers": [2, 3]}).status == 201
    assert ask(None, "GET", "/scan/DRILL-HAMMER-02").json == before
    assert ask(None, "GET", "/tools/DRILL-HAMMER").json["outlook"] == "available"


def test_refusals(ask):
    assert ask(1003, "POST", "/tools/PLANE/copies", {"numbers": [3]}).status == 403
    assert ask(1001, "POST", "/tools/PLANK/copies", {"numbers": [3]}).status == 404
    assert ask(1001, "POST", "/tools/PLANE/copies", {"numbers": [0]}).status == 422
    assert ask(1001, "POST", "/tools/PLANE/copies", {}).status == 422
