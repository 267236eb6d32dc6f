from datetime import datetime

import pytest


def stream(client, events, number):
    answer = client.post(f"/conversations/{number}/messages/stream", json={"text": "hello"})
    assert answer.status_code == 200
    return events(answer.text)


@pytest.mark.parametrize(
    ("user", "number", "resets"), [("fay", 8, "2026-03-10T16:00:00+00:00"), ("ana", 1, "2026-03-11T00:00:00+00:00"), ("chloe", 5, "2026-03-10T23:00:00+00:00")]
)
def test_few_left(as_user, events, user, number, resets):
    name, body = stream(as_user(user), events, number)[-1]
    assert name == "done"
    assert body["quota"]["remaining"] == 19
    told = datetime.fromisoformat(body["quota"]["resets_at"])
    assert told == datetime.fromisoformat(resets)
    _, body = stream(as_user(user), events, number)[-1]
    assert body["quota"]["remaining"] == 18


@pytest.mark.parametrize(("user", "number"), [("ben", 3), ("emil", 6)])
def test_many_left(as_user, events, user, number):
    name, body = stream(as_user(user), events, number)[-1]
    assert (name, "quota" in body) == ("done", False)
    assert set(body) == {"message_id", "reply_id", "usage"}
