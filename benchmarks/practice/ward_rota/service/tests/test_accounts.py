from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ward_rota import accounts, close
from ward_rota.models import Shift


def test_account(ask):
    account = ask("berta", "GET", "/staff/berta/account").json()
    assert account["balance"] == "-21.75"
    assert [one["reason"] for one in account["entries"]] == ["close", "close", "stayed for a resuscitation"]
    assert ask("anna", "GET", "/staff/berta/account").status_code == 200
    assert ask("carl", "GET", "/staff/berta/account").status_code == 403


def test_account_of_nothing(ask):
    assert ask("gregor", "GET", "/staff/gregor/account").json() == {"login": "gregor", "balance": "0.00", "entries": []}


def test_correction(ask):
    given = {"week": "2026-W37", "hours": "1.25", "reason": "handover took longer"}
    answer = ask("anna", "POST", "/staff/carl/account", json=given)
    assert (answer.status_code, answer.json()["hours"]) == (201, "1.25")
    assert ask("anna", "POST", "/staff/carl/account", json=given).json()["code"] == "booked"
    assert ask("carl", "POST", "/staff/carl/account", json=given).status_code == 403
    assert ask("anna", "POST", "/staff/carl/account", json={**given, "reason": "close"}).status_code == 422


def test_close(ask, capsys):
    assert close.main(["2026-W37"]) == 0
    assert "berta       8.00 worked   38.50 agreed   -30.50" in capsys.readouterr().out
    entry = ask("berta", "GET", "/staff/berta/account").json()["entries"][-1]
    assert (entry["week"], entry["hours"], entry["night_hours"]) == ("2026-W37", "-30.50", "8.00")


def test_dry_run(ask):
    assert close.main(["2026-W37", "--dry-run"]) == 0
    assert ask("gregor", "GET", "/staff/gregor/account").json()["entries"] == []


def test_close_counts_absences(capsys):
    assert close.main(["2026-W11"]) == 0
    assert "emil        0.00 worked    0.00 agreed" in capsys.readouterr().out


def test_close_too_early(capsys):
    assert close.main(["2026-W38"]) == 1
    assert capsys.readouterr().err == "not-over: 2026-W38 is not over\n"


@pytest.mark.parametrize(("start", "end", "night"), [(4, 12, "0.00"), (12, 20, "0.00"), (19, 23, "3.00"), (2, 6, "2.00")])
def test_night_hours(start, end, night):
    begins, stops = (datetime(2026, 9, 9, hour, tzinfo=UTC) for hour in (start, end))
    shift = Shift(starts_at=begins, ends_at=stops)
    assert accounts.night_hours(shift) == Decimal(night)
