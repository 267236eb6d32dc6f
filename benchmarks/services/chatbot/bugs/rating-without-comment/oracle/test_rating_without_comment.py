import pytest


@pytest.fixture
def answers(ben):
    return [one["id"] for one in ben.get("/conversations/3/messages").json()["items"] if one["role"] == "assistant"]


@pytest.mark.parametrize("body", [{"rating": 5}, {"rating": 1, "comment": None}, {"rating": 3, "comment": "  "}])
def test_without_comment(ben, answers, body):
    answer = ben.post(f"/messages/{answers[1]}/feedback", json=body)
    assert answer.status_code == 201
    assert answer.json() == {"message_id": answers[1], "rating": body["rating"], "comment": None}
    kept = {item["message_id"]: item for item in ben.get("/conversations/3/feedback").json()["items"]}
    assert (kept[answers[1]]["rating"], kept[answers[1]]["comment"]) == (body["rating"], None)


def test_with_comment(ben, answers):
    answer = ben.post(f"/messages/{answers[0]}/feedback", json={"rating": 2, "comment": " too long "})
    assert (answer.status_code, answer.json()["comment"]) == (201, "too long")


def test_refused(ben, as_user, answers):
    assert ben.post(f"/messages/{answers[0]}/feedback", json={"rating": 0}).status_code == 422
    assert as_user("ana").post(f"/messages/{answers[0]}/feedback", json={"rating": 2}).status_code == 404
