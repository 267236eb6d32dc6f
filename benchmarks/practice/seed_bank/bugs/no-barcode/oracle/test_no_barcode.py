import pytest

RULE = "-" * 32
BAG = ["Teltower Rübchen", "Brassica rapa", "ARC-2025-0001"]
BOX = ["ARC-2025-0001", "Teltower Rübchen", "Ernte 2025", "ungetestet"]
BARS = "*ARC20250001*"


def sheet(call, layout, **more):
    status, data = call("ada", "post", "/api/labels", {"lots": ["ARC-2025-0001"], "layout": layout, **more})
    assert status == 200
    return data.decode("cp1250").split("\r\n")


@pytest.mark.parametrize("layout, lines", [("bag", BAG), ("box", BOX)])
def test_with_and_without_in_turn(call, layout, lines):
    for _ in range(3):
        assert sheet(call, layout, barcode=False) == [RULE, *lines, RULE, ""]
        assert sheet(call, layout, barcode=True) == [RULE, *lines, BARS, RULE, ""]
        assert sheet(call, layout) == [RULE, *lines, BARS, RULE, ""]


def test_twice_without(call):
    assert sheet(call, "box", barcode=False) == sheet(call, "box", barcode=False) == [RULE, *BOX, RULE, ""]


def test_layouts_do_not_touch_each_other(call):
    assert sheet(call, "bag", barcode=False)[-3:] == ["ARC-2025-0001", RULE, ""]
    assert sheet(call, "box")[-3:] == [BARS, RULE, ""]


def test_several_lots_and_copies(call):
    body = {"lots": ["SB-2024-0011", "NOA-2025-0001"], "barcode": False, "copies": 2}
    for _ in range(2):
        lines = call("ada", "post", "/api/labels", body)[1].decode("cp1250").split("\r\n")
        one = [RULE, "Blaue Ungarin", "Solanum lycopersicum", "SB-2024-0011", RULE]
        other = [RULE, "Forellenschluss", "Lactuca sativa", "NOA-2025-0001", RULE]
        assert lines == one * 2 + other * 2 + [""]


def test_what_is_refused(call, refused):
    refused(call("ada", "post", "/api/labels", {"lots": ["ARC-2025-0001"], "barcode": "no"}), 400)
    refused(call("ada", "post", "/api/labels", {"lots": ["ARC-2025-0001"], "layout": "tin", "barcode": False}), 400)
    refused(call("ada", "post", "/api/labels", {"lots": ["X"], "barcode": False}), 404)
    refused(call("ben", "post", "/api/labels", {"lots": ["ARC-2025-0001"], "barcode": False}), 403)
