WEEK = "from=2026-06-08&to=2026-06-14"


def test_page(browse):
    answer = browse("liis", f"/office/losses?{WEEK}")
    assert answer.status == 200
    assert answer.page.rows == [
        ["COAT", "Work coat", "0", "1", "–"],
        ["GOWN", "Gown", "40", "0", "0.0"],
        ["NAPKIN", "Napkin", "200", "0", "0.0"],
        ["SHEET-D", "Double sheet", "30", "0", "0.0"],
        ["SHEET-S", "Single sheet", "32", "0", "0.0"],
        ["TOWEL", "Towel", "275", "4", "1.5"],
    ]


def test_file(browse):
    answer = browse("liis", f"/office/losses.csv?{WEEK}")
    assert (answer.status, answer.kind) == (200, "text/csv")
    assert answer.text.splitlines() == [
        "item,name,washed,lost,rate",
        "COAT,Work coat,0,1,",
        "GOWN,Gown,40,0,0.0",
        "NAPKIN,Napkin,200,0,0.0",
        "SHEET-D,Double sheet,30,0,0.0",
        "SHEET-S,Single sheet,32,0,0.0",
        "TOWEL,Towel,275,4,1.5",
    ]


def test_only_losses(browse):
    assert browse("liis", "/office/losses?from=2026-06-01&to=2026-06-07").page.rows == [
        ["SHEET-D", "Double sheet", "0", "2", "–"]
    ]
    assert browse("liis", "/office/losses.csv?from=2026-06-01&to=2026-06-07").text.splitlines()[1:] == [
        "SHEET-D,Double sheet,0,2,"
    ]


def test_an_empty_count(browse, scan):
    scan("POST", "/bags/KB-01/count", {"lines": {"COAT": 0, "SHEET-D": 16}})
    target = "/office/losses?from=2026-06-15&to=2026-06-16"
    rows = {row[0]: row[2:] for row in browse("liis", target).page.rows}
    assert rows["COAT"] == ["0", "0", "–"]
    assert rows["SHEET-D"] == ["34", "0", "0.0"]


def test_more_lost_than_washed(browse, sql):
    sql("UPDATE claims SET pieces = 50 WHERE id = 5")
    sql("UPDATE claims SET state = 'accepted', pieces = 3 WHERE id = 3")
    rows = {row[0]: row[2:] for row in browse("liis", f"/office/losses?{WEEK}").page.rows}
    assert rows["TOWEL"] == ["275", "50", "18.2"]
    assert rows["GOWN"] == ["40", "3", "7.5"]
    assert rows["COAT"] == ["0", "1", "–"]


def test_nothing_at_all(browse):
    assert browse("liis", "/office/losses?from=2026-05-01&to=2026-05-31").page.rows == []
    assert browse("liis", "/office/losses?from=2026-05-01").status == 422
