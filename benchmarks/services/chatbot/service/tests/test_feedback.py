def test_rate(ben):
    messages = ben.get("/conversations/4/messages").json()["items"]
    answer = ben.post(f"/messages/{messages[1]['id']}/feedback", json={"rating": 4, "comment": " fine "})
    assert answer.json()["comment"] == "fine"
    assert ben.post(f"/messages/{messages[0]['id']}/feedback", json={"rating": 4}).status_code == 409


def test_unknown(ben):
    assert ben.post("/messages/99999/feedback", json={"rating": 4}).status_code == 404
    assert ben.post("/messages/1/feedback", json={"rating": 6}).status_code == 422


def test_of_a_conversation(ben):
    body = ben.get("/conversations/3/feedback").json()
    assert (body["count"], body["mean"]) == (3, 4.0)


def test_all(as_user):
    body = as_user("dev").get("/statistics/feedback").json()
    assert (body["count"], body["good"], body["with_comment"]) == (6, 0.5, 3)
