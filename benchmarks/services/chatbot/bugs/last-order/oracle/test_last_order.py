import pytest


@pytest.mark.parametrize(
    ("user", "number", "order", "hint"),
    [("ben", 3, "C-300", ", the last one is B-201"), ("ana", 1, "B-201", ", the last one is A-101"), ("emil", 6, "A-100", "")],
)
def test_unknown_order(as_user, user, number, order, hint):
    text = f'!call order_lookup {{"order_id": "{order}"}}'
    answer = as_user(user).post(f"/conversations/{number}/messages", json={"text": text})
    assert answer.status_code == 201
    assert answer.json()["reply"] == f"I looked it up: error: there is no order {order}{hint}"
    assert answer.json()["tools"] == ["order_lookup"]


def test_known_order(say):
    assert say("where is order B-200").json()["reply"] == "I looked it up: order B-200: no items; 0.00 USD; cancelled"
