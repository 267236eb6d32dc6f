from urllib.parse import quote

import pytest


@pytest.mark.parametrize("text", ["²", "①", "1²", "³1", "⓵", "₂", "+1", " 1", "1 ", "0_1", "-1", "1.0", "", "x", "½", "Ⅳ"])
def test_no_numbers(call, refused, text):
    refused(call(None, "get", f"/api/varieties?page={quote(text)}"), 400)
    refused(call(None, "get", f"/api/lots?variety={quote(text)}"), 400)


def test_numbers(call, pk):
    status, data = call(None, "get", "/api/varieties?page=1")
    assert (status, len(data["varieties"]), data["pages"]) == (200, 7, 1)
    assert call(None, "get", "/api/varieties?page=01")[1] == data
    assert call(None, "get", "/api/varieties")[1] == data
    found = call(None, "get", f"/api/lots?variety={pk('Forelle')}")[1]["lots"]
    assert [lot["accession"] for lot in found] == ["NOA-2025-0001"]
    assert call(None, "get", "/api/lots?variety=999") == (200, {"lots": []})


def test_ranges(call, refused):
    refused(call(None, "get", "/api/varieties?page=2"), 404)
    refused(call(None, "get", "/api/varieties?page=0"), 400)
    refused(call(None, "get", "/api/varieties?page=99999999999"), 400)


def test_numbers_of_bodies(call, pk, refused):
    path = f"/api/varieties/{pk('Haferwurzel')}"
    assert call("ada", "patch", path, {"years_kept": 30})[1]["years_kept"] == 30
    for value in [0, 31, -3, "4", "²", True, 2.5, None]:
        refused(call("ada", "patch", path, {"years_kept": value}), 400)
    test = {"sown": 20, "sprouted": 0, "tested_on": "2026-03-01"}
    assert call("ada", "post", "/api/lots/ARC-2025-0001/tests", test)[1]["rate"] == 0
    refused(call("ada", "post", "/api/lots/ARC-2025-0001/tests", {**test, "sprouted": -1}), 400)
    assert call("ada", "get", "/api/report/2025")[0] == 200
