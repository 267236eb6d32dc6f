import pytest


@pytest.mark.parametrize("path", ["messages", "messages/stream"])
def test_nothing_left(as_user, at, path):
    at(2026, 3, 3, 20, 0)
    answer = as_user("ana").post(f"/conversations/1/{path}", json={"text": "Olá"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "14400"
    assert answer.json()["error"]["code"] == "quota"


def test_retired_plan_is_free(as_user, sql):
    sql("INSERT INTO usage VALUES ('fay', '2026-03-10', 20, 0, 0)")
    assert as_user("fay").post("/conversations/8/messages", json={"text": "hello"}).status_code == 429
    sql("UPDATE usage SET messages = 19 WHERE user_id = 'fay'")
    answer = as_user("fay").post("/conversations/8/messages", json={"text": "hello"})
    assert (answer.status_code, answer.json()["reply"]) == (201, "You said: hello")
    assert as_user("fay").post("/conversations/8/messages", json={"text": "hello"}).status_code == 429


def test_rules_still_hold(ben):
    assert ben.post("/conversations/3/messages", json={"text": "you idiot"}).status_code == 422
    answer = ben.post("/conversations/3/messages", json={"text": "write to a.b@example.org"})
    assert (answer.status_code, answer.json()["reply"]) == (201, "You said: write to [email]")
