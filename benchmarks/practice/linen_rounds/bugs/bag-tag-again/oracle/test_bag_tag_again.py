def test_latest_trip(scan, browse):
    found = scan("GET", "/bags/KB-01")
    assert found.status == 200
    assert (found.json["state"], found.json["collected_at"]) == ("collected", "2026-06-15T03:52:00+00:00")
    assert found.json["lines"] == []
    found = scan("GET", "/bags/kb-07").json
    assert (found["state"], found["returned_at"]) == ("returned", "2026-01-02T05:05:00+00:00")
    assert [line["counted"] for line in found["lines"]] == [52, 120]
    assert browse("kalev", "/portal/bags/KB-07").page.rows == [
        ["Double sheet", "52", "52", "0"],
        ["Towel", "120", "124", "-4"],
    ]


def test_count_and_return(scan, sql):
    before = sql("SELECT id, counted FROM bag_lines ORDER BY id")
    found = scan("POST", "/bags/KB-01/count", {"lines": {"SHEET-D": 28, "TOWEL": 74}})
    assert (found.status, found.json["state"]) == (200, "counted")
    assert [line["counted"] for line in found.json["lines"]] == [28, 74]
    assert scan("POST", "/bags/KB-01/return").json["returned_at"] == "2026-06-16T07:00:00+00:00"
    assert sql("SELECT state, returned_at FROM bags WHERE tag = 'KB-01' ORDER BY id") == [
        ("returned", "2026-06-11 04:00:00.000000"),
        ("returned", "2026-06-16 07:00:00.000000"),
    ]
    assert sql("SELECT id, counted FROM bag_lines ORDER BY id")[: len(before)] == before
    assert len(sql("SELECT id FROM bag_lines")) == len(before) + 2


def test_collect(scan, sql):
    assert scan("POST", "/bags", {"tag": "KB-01", "site": "KALEV-1"}).status == 409
    assert scan("POST", "/bags", {"tag": "MB-01", "site": "MERI-1"}).status == 409
    for site in ("KALEV-2", "LAHE-1"):
        found = scan("POST", "/bags", {"tag": "kb-07", "site": site})
        assert (found.status, found.json["site"]) == (201, site)
        assert scan("GET", "/bags/KB-07").json["site"] == site
        assert scan("POST", "/bags/KB-07/count", {"lines": {"TOWEL": 2}}).status == 200
        assert scan("POST", "/bags/KB-07/return").json["state"] == "returned"
    assert len(sql("SELECT id FROM bags WHERE tag = 'KB-07'")) == 4


def test_others(scan):
    assert scan("GET", "/bags/NB-02").json["state"] == "counted"
    assert scan("GET", "/bags/KB-99").status == 404
    assert scan("POST", "/bags", {"tag": "KB-99", "site": "KALEV-1"}).status == 201
    assert scan("POST", "/bags/KB-99/return").status == 409
    assert scan("GET", "/bags/KB-01", key="nobody").status == 401


def test_portal_of_others(browse, scan):
    assert browse("meri", "/portal/bags/KB-01").status == 404
    scan("POST", "/bags/MB-01/return")
    scan("POST", "/bags", {"tag": "MB-01", "site": "KALEV-1"})
    assert browse("meri", "/portal/bags/MB-01").status == 404
    assert browse("kalev", "/portal/bags/MB-01").page.named["state"] == "collected"
