import pytest

from chatbot.llm import ToolCall
from chatbot.tools import ToolError, read_arguments


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("what is 2 + 3 * 4?", "I looked it up: 14"),
        ("what day is 2026-03-10?", "I looked it up: 2026-03-10 is a Tuesday"),
        ("where is order B-201", "I looked it up: order B-201: 2 x monitor arm; 179.98 USD; delivered on 2026-02-15"),
        ("where is order A-100", "I looked it up: error: there is no order A-100"),
    ],
)
def test_tools(ben, text, reply):
    assert ben.post("/conversations/3/messages", json={"text": text}).json()["reply"] == reply


def test_bad_arguments():
    with pytest.raises(ToolError):
        read_arguments(ToolCall("1", "calculator", "{}"))
    with pytest.raises(ToolError):
        read_arguments(ToolCall("1", "calculator", "{oops"))


def test_division_by_zero(ben):
    reply = ben.post("/conversations/3/messages", json={"text": "what is 1/0"}).json()["reply"]
    assert reply.endswith("error: division by zero")
