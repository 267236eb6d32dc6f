import sqlite3

import pytest


@pytest.mark.parametrize("body", [{}, {"status": None}, {"asking_price": None, "status": None}])
def test_nothing_to_change(partner, body):
    before = partner.get("/houses/16").json()
    answer = partner.patch("/houses/16", json=body)
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert answer.json() == before
    assert partner.get("/houses/16").json() == before
    assert partner.get("/houses/16/prices").json()["changes"] == []


def test_one_change(partner):
    assert partner.patch("/houses/16", json={"status": "withdrawn"}).json()["status"] == "withdrawn"
    assert partner.patch("/houses/16", json={"agent_id": 2}).json()["agent"] == "Piotr Zielinski"
    assert partner.patch("/houses/16", json={"agent_id": None}).json()["agent"] is None


def test_several_changes(partner):
    body = {"asking_price": 123456.0, "status": "withdrawn", "agent_id": 4}
    house = partner.patch("/houses/16", json=body).json()
    assert (house["asking_price"], house["status"], house["agent"]) == (123456.0, "withdrawn", "Kenji Mori")
    assert partner.get("/houses/16/prices").json()["changes"][0]["new_price"] == 123456.0


def test_writes_that_fail_are_not_swallowed(data):
    from house_price import store

    db = store.connect(data / "houses.sqlite")
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        store.change_house(db, store.find_house(db, 16), {"status": "withdrawn"}, "2026-06-20T00:00:00+00:00")


def test_several_changes_are_one_statement(data):
    from house_price import store

    db = store.connect(data / "houses.sqlite")
    seen = []
    db.set_trace_callback(lambda statement: seen.append(statement) if statement.startswith("UPDATE") else None)
    changes = {"status": "withdrawn", "agent_id": 1}
    store.change_house(db, store.find_house(db, 16), changes, "2026-06-20T00:00:00+00:00")
    assert len(seen) == 1
