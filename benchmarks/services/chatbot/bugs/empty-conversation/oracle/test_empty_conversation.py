import pytest


@pytest.mark.parametrize(("user", "number", "title"), [("ana", 2, None), ("dev", 9, "Trial")])
def test_nothing_said(as_user, user, number, title):
    answer = as_user(user).get(f"/conversations/{number}")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["id"], body["title"], body["messages"], body["tokens"]) == (number, title, 0, 0)
    assert body["last_message_at"] is None
    assert not body["preview"]


def test_new_conversation(ben):
    number = ben.post("/conversations", json={}).json()["id"]
    assert ben.get(f"/conversations/{number}").json()["messages"] == 0
    assert ben.post(f"/conversations/{number}/messages", json={"text": "hello"}).status_code == 201
    body = ben.get(f"/conversations/{number}").json()
    assert (body["messages"], body["preview"]) == (2, "You said: hello")


def test_others_are_shown_as_before(ben, as_user):
    body = ben.get("/conversations/3").json()
    assert (body["messages"], body["preview"], body["last_message_at"]) == (
        6,
        "Answer 3 of the assistant.",
        "2026-03-03T05:05:00+00:00",
    )
    assert as_user("ana").get("/conversations/3").status_code == 404
