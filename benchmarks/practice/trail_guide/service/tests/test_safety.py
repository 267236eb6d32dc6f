from datetime import date

from trail_guide.repositories import Trails
from trail_guide.safety import Safety, open_detour


def status(db, slug, day):
    return Safety(db).status(Trails(db).by_slug(slug), date.fromisoformat(day))


def test_open_trail(db):
    assert status(db, "europaweg", "2026-05-31") == {"trail": "europaweg", "open": True, "reasons": [], "detour": None}


def test_detour(db):
    assert status(db, "europaweg", "2026-06-15")["detour"] == "gemmi"


def test_detour_of_a_closed_detour(db):
    assert status(db, "europaweg", "2026-07-05")["detour"] == "bisse-du-ro"


def test_closed_without_detour(db):
    found = status(db, "creux-du-van", "2026-04-01")
    assert (found["open"], found["detour"]) == (False, None)


def test_detours_in_a_circle():
    assert open_detour(1, {1: 2, 2: 3, 3: 1}) is None
    assert open_detour(1, {1: 1}) is None
