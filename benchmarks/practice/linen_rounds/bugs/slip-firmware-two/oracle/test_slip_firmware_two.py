import pytest


def count(scan, lines, tag="KB-03"):
    return scan("POST", f"/bags/{tag}/count", {"lines": lines})


def rows(answer):
    assert answer.status == 200
    return [tuple(line[name] for name in ("item", "counted", "declared", "difference")) for line in answer.json["lines"]]


def test_second_firmware(scan, browse):
    wanted = [("SHEET-D", 17, None, None), ("NAPKIN", 60, None, None)]
    assert rows(count(scan, {"SHEET-D": 17, "NAPKIN": 60})) == wanted
    found = scan("GET", "/bags/KB-03")
    assert found.json["state"] == "counted"
    assert rows(found) == wanted
    assert browse("kalev", "/portal/bags/KB-03").page.rows == [
        ["Double sheet", "17", "–", "–"],
        ["Napkin", "60", "–", "–"],
    ]


def test_third_firmware(scan):
    lines = [{"item": "TOWEL", "counted": 12, "declared": 14}, {"item": "GOWN", "counted": 0}]
    assert rows(count(scan, lines)) == [("TOWEL", 12, 14, -2), ("GOWN", 0, None, None)]
    assert rows(count(scan, [{"item": "towel", "counted": 3, "declared": 0}])) == [("TOWEL", 3, 0, 3)]


def test_one_after_the_other(scan):
    assert rows(count(scan, {"towel": 5}, "KB-01")) == [("TOWEL", 5, None, None)]
    assert rows(count(scan, [{"item": "TOWEL", "counted": 5, "declared": 5}], "KB-01")) == [("TOWEL", 5, 5, 0)]
    assert rows(count(scan, {"TOWEL": 0, "COAT": 9999}, "KB-01")) == [("TOWEL", 0, None, None), ("COAT", 9999, None, None)]


@pytest.mark.parametrize("lines", [{}, [], None, {"TOWEL": -1}, {"TOWEL": 1.5}, {"TOWEL": None}, {"TOWEL": 3, "GOWN": True}])
def test_unacceptable(scan, lines):
    before = scan("GET", "/bags/KB-03").json
    assert count(scan, lines).status == 422
    assert scan("GET", "/bags/KB-03").json == before


def test_other_refusals(scan):
    assert count(scan, {"ROBE": 3}).status == 404
    assert count(scan, {"TOWEL": 3}, "KB-99").status == 404
    assert count(scan, {"TOWEL": 3}, "KB-07").status == 409
    assert count(scan, {"TOWEL": 3, "towel": 4}).status == 422
    assert count(scan, [{"item": "TOWEL"}]).status == 422
    assert scan("POST", "/bags/KB-03/count", ["TOWEL"]).status == 400
