import pytest


@pytest.mark.parametrize(("user", "number"), [("dev", 9), ("ben", 4), ("emil", 6), ("ana", 2)])
def test_nothing_rated(as_user, sql, user, number):
    sql("DELETE FROM feedback WHERE message_id IN (SELECT id FROM messages WHERE conversation_id = ?)", number)
    answer = as_user(user).get(f"/conversations/{number}/feedback")
    assert answer.status_code == 200
    assert answer.json() == {"items": [], "count": 0, "mean": None, "good": None}


def test_no_feedback_at_all(dev, sql):
    sql("DELETE FROM feedback")
    body = dev.get("/statistics/feedback").json()
    assert (body["count"], body["mean"], body["good"], body["languages"]) == (0, None, None, {})


def test_rated(ben, dev):
    body = ben.get("/conversations/3/feedback").json()
    assert (body["count"], body["mean"], body["good"]) == (3, 4.0, 0.667)
    assert [item["rating"] for item in body["items"]] == [4, 3, 5]
    assert dev.get("/statistics/feedback").json()["good"] == 0.5
    assert ben.get("/conversations/9/feedback").status_code == 404
