import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from portal import clock, statements
from portal.models import Meter


def deliver(tmp_path, *lines):
    path = tmp_path / "delivery.csv"
    path.write_text("\ufeffMeter;Day;Value\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    call_command("import_readings", str(path))


def test_import(tmp_path, capsys):
    deliver(tmp_path, "W-122;2026-09-10;425", "", "W-121;2026-09-10;319")
    assert "2 taken, 0 rejected" in capsys.readouterr().out
    assert Meter.objects.get(number="W-122").readings.last().consumption == 6


def test_import_rejects_lines(tmp_path, capsys):
    deliver(tmp_path, "X-1;2026-09-10;1", "W-121;10.9.;319", "W-121;2026-09-10;many", "W-121;2026-09-10", "W-121;2026-09-10;319")
    printed = capsys.readouterr()
    assert "1 taken, 4 rejected" in printed.out and "line 3: day is not a day" in printed.err


def test_import_delivered_twice(tmp_path, capsys):
    deliver(tmp_path, "W-121;2026-08-31;317", "W-121;2026-09-10;319")
    printed = capsys.readouterr()
    assert "1 taken, 1 rejected" in printed.out and "line 2: there is a reading of that day" in printed.err
    assert Meter.objects.get(number="W-121").readings.last().value == 319


def test_no_file(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_readings", str(tmp_path / "none.csv"))


def test_split():
    assert statements.split(100, {1: 1, 2: 1, 3: 1}) == {1: 34, 2: 33, 3: 33}
    assert sum(statements.split(9_001, {1: 54, 2: 71, 3: 71}).values()) == 9_001


def test_month_bounds():
    assert [day.isoformat() for day in clock.month_bounds("2026-12")] == ["2026-12-01", "2026-12-31"]


def test_statements(ask, capsys):
    for _ in range(2):
        call_command("monthly_statements", month="2026-07")
    assert "2026-07: 7 statements" in capsys.readouterr().out
    [mine] = ask("brandt").get("/statements?month=2026-07")[1]["statements"]
    assert (mine["heat_cents"], mine["water_cents"], mine["total_cents"]) == (2250, 5544, 7794)
    assert ask("office").get("/statements?month=2026-13")[0] == 400


def test_last_month(capsys):
    call_command("monthly_statements")
    assert "2026-08" in capsys.readouterr().out


def test_wrong_month():
    with pytest.raises(CommandError):
        call_command("monthly_statements", month="August")


def test_remind(capsys):
    call_command("remind_unread")
    assert "1 reminded" in capsys.readouterr().out
    assert mail.outbox[0].to == ["brandt@example.org"] and "Fire drill" not in mail.outbox[0].body
