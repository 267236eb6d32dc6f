from datetime import date

from nightly import import_prices, overdue
from ski_rental import db, prices


def test_overdue(capsys):
    assert overdue.main([]) == 0
    assert capsys.readouterr().out.splitlines() == ["R-MIRA44\tMira Jovanović\t-\tSN110,HE118\t2026-01-16 18:00\t16 h", "1 overdue"]


def test_overdue_at_another_moment(capsys):
    overdue.main(["--as-of", "2026-01-18T19:00", "--mark"])
    assert capsys.readouterr().out.splitlines()[1:] == ["R-GRAZ55\tTom Huber\t-\tBO112\t2026-01-18 18:30\t0 h", "2 overdue"]


def test_import(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text("kind;age;first_day;further_day;deposit\nski;adult;41,00;-;150\nski;child;20;15;\nsled;adult;-;-;-\nboot;child;9;7;30\nski;adult;x;;\n")
    assert import_prices.main([str(file), "--name", "New", "--from", "2026-01-18"]) == 0
    out = capsys.readouterr().out
    assert "2 prices, 2 problems" in out and "line 6" in out
    with db.transaction() as session:
        assert prices.valid_list(session, date(2026, 1, 18)).name == "New"
        assert prices.rate_for(session, date(2026, 1, 18), "ski", "youth").of(2) == 82


def test_correction_counts(session):
    assert prices.valid_list(session, date(2026, 2, 1)).name == "High season"
    assert prices.valid_list(session, date(2026, 1, 17)).name == "Winter 2025/26"
    assert prices.valid_list(session, date(2026, 5, 17)) is None
