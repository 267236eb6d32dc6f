import pytest

from print_shop.db import Session
from print_shop.models import Order


def planned(lotte, query=""):
    answer = lotte.get(f"/plan{query}")
    assert answer.status_code == 200
    return [slot["order"] for slot in answer.json["slots"]]


URGENT = ["2026-0010", "2026-0011", "2026-0009"]


def test_everything(lotte):
    assert planned(lotte) == [*URGENT, "2026-0012", "2026-0015", "2026-0013", "2026-0017"]
    assert planned(lotte, "?presses=1") == planned(lotte, "?presses=8") == planned(lotte)


def test_until(lotte):
    assert planned(lotte, "?until=2026-05-08") == [*URGENT, "2026-0012", "2026-0015"]
    assert planned(lotte, "?until=2026-04-17") == URGENT
    assert planned(lotte, "?until=2026-04-15") == []


def test_all_alike(lotte):
    Session.query(Order).update({"due_on": None, "priority": 5})
    Session.commit()
    Session.remove()
    assert planned(lotte) == [f"2026-00{n}" for n in ("09", "10", "11", "12", "13", "15", "17")]


def test_slots(lotte):
    slots = lotte.get("/plan?presses=1").json["slots"]
    assert [slot["starts"][11:16] for slot in slots[:3]] == ["08:45", "09:03", "09:48"]
    assert all(slot["ends"] == following["starts"] for slot, following in zip(slots, slots[1:]))
    assert [slot["press"] for slot in slots] == [1] * 7
    assert not any(slot["late"] for slot in slots)


@pytest.mark.parametrize("query", ["?presses=0", "?presses=x", "?until=soon"])
def test_cannot_be_read(lotte, query):
    assert lotte.get(f"/plan{query}").status_code == 400
