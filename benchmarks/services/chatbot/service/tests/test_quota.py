from chatbot import plans, usage


def test_quota_after_a_message(ben):
    number = ben.post("/conversations", json={}).json()["id"]
    ben.post(f"/conversations/{number}/messages", json={"text": "hello"})
    quota = ben.get("/me/quota").json()
    assert (quota["used"], quota["remaining"], quota["percent"]) == (1, 199, 0.5)


def test_no_limit():
    assert plans.remaining(plans.PLANS["team"], 5000) is None
    assert usage.percent(plans.PLANS["team"], 5000) is None


def test_nothing_left(as_user, own):
    from datetime import UTC, datetime

    own.now = lambda: datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
    answer = as_user("ana").post("/conversations/1/messages", json={"text": "Olá"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "14400"
