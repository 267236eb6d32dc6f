from datetime import date

from linen_rounds.services import contracts


def test_holds_on_first_and_last_day(world):
    contract = world.contract(world.pine, "P-1", "2026-01-01", "2026-03-31")
    for day, holds in (("2025-12-31", None), ("2026-01-01", contract), ("2026-03-31", contract), ("2026-04-01", None)):
        assert contracts.in_force(world.db, world.pine, date.fromisoformat(day)) is holds
    assert contracts.in_force(world.db, world.bay, date(2026, 1, 1)) is None


def test_later_one_counts(world):
    world.contract(world.pine, "P-1", "2026-01-01", "2026-12-31")
    later = world.contract(world.pine, "P-2", "2026-03-01", "2026-06-30")
    assert contracts.in_force(world.db, world.pine, date(2026, 3, 4)) is later


def test_runs_on(world):
    contract = world.contract(world.pine, "P-1", "2026-01-01", None)
    assert contracts.in_force(world.db, world.pine, date(2031, 5, 5)) is contract


def test_price(world):
    world.contract(world.pine, "P-1", "2026-01-01", "2026-12-31", TOWEL=41)
    day = date(2026, 3, 4)
    assert contracts.price(world.db, world.pine, world.towel, day) == 41
    assert contracts.price(world.db, world.pine, world.gown, day) == 200
    assert contracts.price(world.db, world.bay, world.towel, day) == 50


def test_conclude(world):
    ann = world.browser("ann")
    data = {"number": "P-9", "starts_on": "2026-02-01", "ends_on": "2026-05-31", "minimum": "25.50"}
    assert ann.post("/office/customers/PINE/contracts", **data).status_code == 303
    page = ann.get("/office/customers/PINE").text
    assert '<b id="holds">P-9</b>' in page
    assert "<td>31.05.2026</td><td>25.50</td>" in page
    assert ann.post("/office/customers/PINE/contracts", **data).status_code == 409
    assert ann.post("/office/customers/PINE/contracts", **data | {"ends_on": "2026-01-31"}).status_code == 422
