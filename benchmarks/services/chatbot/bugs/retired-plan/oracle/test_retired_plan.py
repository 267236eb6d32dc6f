import asyncio
from datetime import date

import pytest


def test_retired_plan(as_user):
    body = as_user("fay").get("/me/quota").json()
    assert (body["limit"], body["used"], body["remaining"], body["percent"]) == (20, 0, 20, 0.0)


def test_message_with_a_retired_plan(as_user):
    fay = as_user("fay")
    answer = fay.post("/conversations/8/messages", json={"text": "hello"})
    assert (answer.status_code, answer.json()["reply"]) == (201, "You said: hello")
    assert fay.get("/me/quota").json()["remaining"] == 19


def test_another_retired_plan(as_user, sql):
    sql("UPDATE users SET plan = 'gold' WHERE id = 'chloe'")
    assert as_user("chloe").get("/me/quota").json()["limit"] == 20


@pytest.mark.parametrize(("user", "limit"), [("ana", 20), ("ben", 200), ("emil", None)])
def test_plans_that_are_sold(as_user, user, limit):
    assert as_user(user).get("/me/quota").json()["limit"] == limit


def test_retention_of_a_retired_plan(as_user, own):
    from chatbot import retention

    assert as_user("fay").post("/conversations/8/close").status_code == 200
    kept = asyncio.run(retention.run(own.db, date(2026, 6, 8), 180, True))
    gone = asyncio.run(retention.run(own.db, date(2026, 6, 9), 180, True))
    assert (kept["deleted"], gone["deleted"]) == ([], [8])
