import pytest


def test_new_calls_are_counted_with_the_old(say, dev):
    for text in ("where is order B-201", "where is order Z-999", "what is 2 + 3", "what is 1/0"):
        assert say(text).status_code == 201
    answer = dev.get("/statistics/tools")
    assert answer.status_code == 200
    assert answer.json()["tools"] == {"calculator": {"calls": 2, "failed": 1}, "order_lookup": {"calls": 9, "failed": 2}}


def test_old_rows(dev):
    assert dev.get("/statistics/tools").json()["tools"] == {"order_lookup": {"calls": 7, "failed": 1}}


@pytest.mark.parametrize(("text", "names"), [("what is 2 + 3", ["calculator"]), ("hello", [])])
def test_said_and_listed(say, ben, text, names):
    assert say(text).json()["tools"] == names
    items = ben.get("/conversations/3/messages").json()["items"]
    assert items[-1]["tools"] == names
    assert items[1]["tools"] == ["order_lookup"]
