from datetime import date

import pytest
from click.testing import CliRunner

from linen_rounds import clock
from linen_rounds.commands import main
from linen_rounds.domain import weeks
from linen_rounds.domain.models import Statement


def run(week):
    return CliRunner().invoke(main, ["weekly-statements", *(["--week", week] if week else [])])


def statement(world, week, total):
    return world.save(
        Statement(customer=world.pine, week=week, total_cents=total, written_at=clock.now(), sent_at=clock.now())
    )


def test_weeks():
    assert str(weeks.week_of(date(2026, 3, 4))) == "2026-W10"
    assert str(weeks.week_of(date(2024, 12, 30))) == "2025-W01"
    assert weeks.parse("2026-W10").sunday == date(2026, 3, 8)
    assert str(weeks.parse("2026-W10").before) == "2026-W09"
    for text in ("2026-W54", "2026-10", "W10"):
        with pytest.raises(ValueError):
            weeks.parse(text)


def test_before_the_first_week():
    assert str(weeks.parse("2026-W01").before) == "2025-W52"
    assert str(weeks.parse("2021-W01").before) == "2020-W53"


def test_run(world):
    world.contract(world.pine, "P-1", "2026-01-01", "2026-12-31", TOWEL=40)
    world.bag("PB-1", world.door, "2026-02-23T00:00", TOWEL=10, GOWN=1)
    world.bag("PB-2", world.door, "2026-03-01T23:59", TOWEL=5)
    world.bag("PB-3", world.door, "2026-03-02T00:00", TOWEL=100)
    world.bag("BB-1", world.ward, "2026-02-25T08:00")
    assert run(None).output == "2026-W09 PINE 8.00\n"
    page = world.browser("pine", "customer", world.pine).get("/portal/statements/2026-W09").text
    assert "<td>Towel</td><td>15</td><td>6.00</td>" in page
    assert '<b id="total">8.00</b>' in page


def test_minimum(world):
    world.contract(world.pine, "P-1", "2026-01-01", "2026-12-31", minimum=9900)
    world.bag("PB-1", world.door, "2026-02-24T07:00", TOWEL=10)
    assert run("2026-W09").output == "2026-W09 PINE 99.00\n"
    assert run("2026-W99").exit_code == 2


def test_sent_ones_stay(world):
    statement(world, "2026-W09", 700)
    world.bag("PB-1", world.door, "2026-02-24T07:00", TOWEL=10)
    assert run("2026-W09").output == ""


def test_change(world):
    statement(world, "2026-W08", 800)
    statement(world, "2026-W09", 900)
    guest = world.browser("pine", "customer", world.pine)
    assert '<b id="change">+12.5 %</b>' in guest.get("/portal/statements/2026-W09").text
    assert '<b id="change">–</b>' in guest.get("/portal/statements/2026-W08").text
