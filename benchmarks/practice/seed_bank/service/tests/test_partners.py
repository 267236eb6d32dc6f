LIST = """name;species;harvested;grams
Ochsenherz;Solanum lycopersicum;2025-08-30;12,5
Teltower Rübchen;Brassica rapa;2025-07-01;viel
Teltower Rübchen;Brassica rapa;2025-07-09;3
"""


def send(ask, code, data):
    return ask("ada", "post", f"/api/partners/{code}/list", data, content_type="text/csv")


def test_a_list(ask):
    status, data = send(ask, "arc", LIST.encode())
    assert (status, data["taken"]) == (200, ["ARC-2026-0001"])
    assert [row["line"] for row in data["skipped"]] == [3, 4]
    assert ask(None, "get", "/api/lots/ARC-2026-0001")[1]["grams"] == "12.50"


def test_lists_of_windows(ask):
    assert send(ask, "ARC", LIST.encode("cp1252"))[1]["taken"] == ["ARC-2026-0001"]
    assert send(ask, "NOA", LIST.encode("utf-8-sig"))[1]["taken"] == ["NOA-2026-0001", "NOA-2026-0002"]


def test_what_is_no_list(ask):
    assert send(ask, "ARC", b"a;b\n1;2\n")[0] == 400
    assert send(ask, "XYZ", LIST.encode())[0] == 404
