import pytest


def said(found):
    return "".join(body["text"] for name, body in found if name == "delta")


@pytest.mark.parametrize(
    ("user", "number", "text", "expected"),
    [("emil", 6, "Guten Morgen", "Sie sagten: Guten Morgen"), ("ben", 3, "good morning", "You said: good morning"), ("fay", 8, "hi", "You said: hi")],
)
def test_every_plan_gets_its_stream(as_user, events, user, number, text, expected):
    answer = as_user(user).post(f"/conversations/{number}/messages/stream", json={"text": text})
    assert answer.status_code == 200
    found = events(answer.text)
    assert (said(found), found[-1][0]) == (expected, "done")


def test_administrator_on_the_team_plan(dev, events):
    number = dev.post("/conversations", json={}).json()["id"]
    answer = dev.post(f"/conversations/{number}/messages/stream", json={"text": "hello"})
    assert (answer.status_code, said(events(answer.text))) == (200, "You said: hello")


def test_patience_of_the_plans():
    from chatbot import plans

    assert plans.patience(plans.PLANS["free"], 25.0) == 10.0
    assert plans.patience(plans.PLANS["plus"], 4.0) == 4.0


def test_model_is_down(emil, model):
    import httpx

    model(lambda request: httpx.Response(503))
    assert emil.post("/conversations/6/messages/stream", json={"text": "hallo"}).status_code == 503
