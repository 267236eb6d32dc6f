def count(scan, tag, **pieces):
    answer = scan("POST", f"/bags/{tag}/count", {"lines": {kind.replace("_", "-"): n for kind, n in pieces.items()}})
    assert answer.status == 200
    return [(line["item"], line["counted"]) for line in answer.json["lines"]]


def test_bag_after_bag(scan):
    for _ in range(2):
        assert count(scan, "KB-01", SHEET_D=28) == [("SHEET-D", 28)]
        assert count(scan, "NB-02", GOWN=24, SHEET_S=3) == [("GOWN", 24), ("SHEET-S", 3)]
        assert count(scan, "KB-03", NAPKIN=150, towel=9) == [("NAPKIN", 150), ("TOWEL", 9)]
    assert [line["item"] for line in scan("GET", "/bags/NB-02").json["lines"]] == ["GOWN", "SHEET-S"]


def test_unknown_kinds(scan):
    assert scan("POST", "/bags/KB-01/count", {"lines": {"ROBE": 1}}).status == 404
    assert count(scan, "KB-01", TOWEL=1) == [("TOWEL", 1)]
    assert scan("POST", "/bags/KB-01/count", {"lines": {"ROBE": 1}}).status == 404
    assert scan("POST", "/bags/KB-01/count", {"lines": {"GOWN": 1, "gown": 2}}).status == 422
    assert count(scan, "KB-01", GOWN=2) == [("GOWN", 2)]


def test_claims(scan, browse):
    for item in ("TOWEL", "TOWEL", "SHEET-D", "TOWEL"):
        assert browse("kalev", "/portal/claims", {"item": item, "pieces": "2"}).status == 303
    assert count(scan, "KB-01", SHEET_D=1, NAPKIN=2) == [("SHEET-D", 1), ("NAPKIN", 2)]
    assert browse("meri", "/portal/claims", {"item": "SHEET-D", "pieces": "1"}).status == 303
    assert count(scan, "KB-03", TOWEL=4) == [("TOWEL", 4)]
    rows = browse("kalev", "/portal/claims").page.rows
    assert [row[1] for row in rows] == ["Towel", "Double sheet", "Towel", "Towel", "Towel", "Double sheet"]


def test_workwear(scan, browse):
    assert count(scan, "KB-01", TOWEL=1) == [("TOWEL", 1)]
    for chip, item in (("A-1", "GOWN"), ("A-2", "COAT"), ("A-3", "GOWN")):
        assert browse("liis", "/office/customers/LAHE/pieces", {"chip": chip, "item": item}).status == 303
    rows = browse("liis", "/office/customers/LAHE").page.rows
    assert [row[:2] for row in rows if row[0].startswith("A-")] == [["A-1", "GOWN"], ["A-2", "COAT"], ["A-3", "GOWN"]]


def test_prices(scan, browse, run):
    assert count(scan, "KB-01", TOWEL=1) == [("TOWEL", 1)]
    for price in ("0.88", "0.90"):
        assert browse("liis", "/office/items/SHEET-S", {"price": price}).status == 303
        assert ["SHEET-S", "Single sheet", price] in browse("liis", "/office/items").page.rows
    assert browse("liis", "/office/items/gown", {"price": "1.70"}).status == 303
    assert browse("liis", "/office/items/ROBE", {"price": "1.70"}).status == 404
    assert count(scan, "NB-02", GOWN=1, SHEET_S=2) == [("GOWN", 1), ("SHEET-S", 2)]
    for item in ("NAPKIN", "COAT"):
        assert browse("liis", "/office/customers/KALEV/prices", {"item": item, "price": "0.12"}).status == 303
    rows = browse("liis", "/office/customers/KALEV").page.rows
    assert ["NAPKIN", "0.12"] in rows and ["COAT", "0.12"] in rows
    assert run("weekly-statements", "--week", "2026-W25") == (
        0,
        ["2026-W25 KALEV 40.00", "2026-W25 NOMME 3.25"],
    )
