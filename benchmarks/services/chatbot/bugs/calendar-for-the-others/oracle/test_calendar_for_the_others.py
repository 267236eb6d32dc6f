import pytest


@pytest.fixture
def offered(model, as_user):
    asked = model(lambda request: {"choices": [{"message": {"content": "Yes."}}]})

    def ask(user, number):
        answer = as_user(user).post(f"/conversations/{number}/messages", json={"text": "hello"})
        assert answer.status_code == 201
        return sorted(tool["function"]["name"] for tool in asked[-1]["tools"])

    return ask


def test_each_user_has_the_tools_of_the_plan(offered):
    for _ in range(3):
        assert offered("fay", 8) == ["calculator", "order_lookup"]
        assert offered("ben", 3) == ["calculator", "calendar", "order_lookup"]
        assert offered("ana", 1) == ["calculator", "order_lookup"]
        assert offered("emil", 6) == ["calculator", "calendar", "order_lookup"]


def test_tools_still_work(say):
    assert say("what is 2 + 3").json()["reply"] == "I looked it up: 5"
