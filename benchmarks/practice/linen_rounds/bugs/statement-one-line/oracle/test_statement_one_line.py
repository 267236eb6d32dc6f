import sqlite3

import pytest

W24 = ["2026-W24 KALEV 98.50", "2026-W24 LAHE 10.20", "2026-W24 MERI 90.00"]
LINES = """SELECT c.code, i.code, l.pieces, l.cents FROM statement_lines l
    JOIN statements s ON s.id = l.statement_id JOIN customers c ON c.id = s.customer_id
    JOIN item_types i ON i.id = l.item_type_id WHERE s.week = ? ORDER BY c.code, i.code"""
WRITTEN = [
    ("KALEV", "NAPKIN", 200, 3000),
    ("KALEV", "SHEET-D", 30, 2850),
    ("KALEV", "TOWEL", 125, 4000),
    ("LAHE", "SHEET-S", 12, 1020),
    ("MERI", "SHEET-S", 20, 1700),
    ("MERI", "TOWEL", 150, 4500),
    ("NOMME", "GOWN", 40, 5800),
]


def test_again_and_again(run, sql):
    for _ in range(3):
        assert run("weekly-statements", "--week", "2026-W24") == (0, W24)
        assert sql(LINES, "2026-W24") == WRITTEN
    assert len(sql("SELECT id FROM statements WHERE week = '2026-W24'")) == 4
    orphans = "SELECT id FROM statement_lines WHERE statement_id NOT IN (SELECT id FROM statements)"
    assert sql(orphans) == []


def test_left_out_it_is_the_week_before(run):
    assert run("weekly-statements") == (0, W24)
    assert run("weekly-statements") == (0, W24)


def test_other_counts(run, sql, browse):
    assert run("weekly-statements", "--week", "2026-W24")[0] == 0
    sql("DELETE FROM bag_lines WHERE bag_id = (SELECT id FROM bags WHERE tag = 'KB-02') AND counted = 200")
    sql("UPDATE bag_lines SET counted = 15 WHERE bag_id = (SELECT id FROM bags WHERE tag = 'LB-01')")
    assert run("weekly-statements", "--week", "2026-W24") == (
        0,
        ["2026-W24 KALEV 68.50", "2026-W24 LAHE 12.75", "2026-W24 MERI 90.00"],
    )
    page = browse("kalev", "/portal/statements/2026-W24").page
    assert sorted(page.rows) == [["Double sheet", "30", "28.50"], ["Towel", "125", "40.00"]]
    assert page.named["total"] == "68.50"


def test_new_week(run, sql):
    wanted = ["2026-W25 KALEV 40.00", "2026-W25 NOMME 61.75"]
    assert run("weekly-statements", "--week", "2026-W25") == (0, wanted)
    assert sql(LINES, "2026-W25") == [
        ("KALEV", "SHEET-D", 18, 1710),
        ("NOMME", "GOWN", 25, 3625),
        ("NOMME", "SHEET-S", 30, 2550),
    ]
    assert run("weekly-statements", "--week", "2026-W25") == (0, wanted)


def test_sent_ones_stay(run, sql):
    before = sql(LINES, "2026-W01")
    assert run("weekly-statements", "--week", "2026-W01") == (0, [])
    assert sql(LINES, "2026-W01") == before
    sql("UPDATE statements SET sent_at = written_at WHERE week = '2026-W24'")
    before = sql(LINES, "2026-W24")
    assert run("weekly-statements", "--week", "2026-W24") == (0, W24[1:])
    assert [line for line in sql(LINES, "2026-W24") if line[0] in ("KALEV", "NOMME")] == before


def test_no_kind_twice(run, sql):
    assert run("weekly-statements", "--week", "2026-W24")[0] == 0
    with pytest.raises(sqlite3.IntegrityError):
        sql("INSERT INTO statement_lines (statement_id, item_type_id, pieces, cents) SELECT statement_id, item_type_id, 1, 1 FROM statement_lines LIMIT 1")
