import pytest

HEAD = "Sorte;Art;Ernte;Gramm\n"
GOOD = "Ochsenherz;Solanum lycopersicum;2025-08-30;12,5\n"
OTHER = "Gelbe Rübe;Daucus carota;2025-10-01;7\n"


def send(call, text, code="ARC"):
    status, data = call("ada", "post", f"/api/partners/{code}/list", text.encode(), "text/csv")
    assert status == 200, data
    return data["taken"], [row["line"] for row in data["skipped"]]


@pytest.mark.parametrize("short", ["Haferwurzel", "Haferwurzel;Tragopogon", "Haferwurzel;Tragopogon;2025-08-01", ";;", "x;y;z"])
@pytest.mark.parametrize("head", [HEAD, "name;species;harvested;grams\n"])
def test_short_rows(call, head, short):
    assert send(call, f"{head}{GOOD}{short}\n{OTHER}") == (["ARC-2026-0001", "ARC-2026-0002"], [3])
    assert call(None, "get", "/api/lots/ARC-2026-0002")[1]["variety"] == "Gelbe Rübe"


def test_messages(call):
    data = call("ada", "post", "/api/partners/ARC/list", (HEAD + "Haferwurzel\n").encode(), "text/csv")[1]
    assert data["taken"] == []
    assert [(set(row), row["line"]) for row in data["skipped"]] == [({"line", "message"}, 2)]


def test_a_short_row_that_lacks_nothing_we_need(call):
    text = "Gramm;Sorte;Ernte;Art;Bemerkung;Ort\n2;Ochsenherz;2025-08-30;Solanum\n3;Gelbe Rübe;2025-08-30;Daucus;gut\n"
    assert send(call, text) == (["ARC-2026-0001", "ARC-2026-0002"], [])
    assert call(None, "get", "/api/lots/ARC-2026-0001")[1]["grams"] == "2.00"


def test_long_rows(call):
    text = HEAD + GOOD.strip() + ";;\n" + OTHER.strip() + ";was noch;mehr\n"
    assert send(call, text, "NOA") == (["NOA-2026-0001", "NOA-2026-0002"], [])
    lot = call(None, "get", "/api/lots/NOA-2026-0001")[1]
    assert (lot["variety"], lot["harvested"], lot["grams"]) == ("Ochsenherz", "2025-08-30", "12.50")


def test_short_and_long_ones_in_one_list(call):
    text = HEAD + "Kohl\n" + OTHER.strip() + ";x\n" + "Kohl;Brassica;2025-01-01;1;2;3\n" + "Kohl;Brassica\n\n" + GOOD
    assert send(call, text) == (["ARC-2026-0001", "ARC-2026-0002", "ARC-2026-0003"], [2, 5])


def test_headings(call):
    text = " VARIETY ;Art;Harvested; g \n Ochsenherz ; Solanum ;2025-08-30; 4 \n"
    assert send(call, text) == (["ARC-2026-0001"], [])
    lot = call(None, "get", "/api/lots/ARC-2026-0001")[1]
    assert (lot["variety"], lot["grams"]) == ("Ochsenherz", "4.00")


def test_what_is_refused(call, refused):
    refused(call("ada", "post", "/api/partners/ARC/list", b"Sorte;Art\nx;y\n", "text/csv"), 400)
    refused(call("ada", "post", "/api/partners/ARC/list", b"", "text/csv"), 400)
    refused(call("ada", "post", "/api/partners/XYZ/list", (HEAD + GOOD).encode(), "text/csv"), 404)
    refused(call("ben", "post", "/api/partners/ARC/list", (HEAD + "x\n").encode(), "text/csv"), 403)
    assert send(call, HEAD + GOOD + GOOD + "Kohl;Brassica;gestern;1\n") == (["ARC-2026-0001"], [3, 4])
