import pytest


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("my card is 4111-1111-1111-1111", "my card is [card]"),
        ("5500-0000-0000-0004 and 4111 1111 1111 1111", "[card] and [card]"),
        ("4111-1111 1111-1111", "[card]"),
        ("4111111111111111", "[card]"),
        ("4111-1111-1111-1112", "4111-1111-1111-1112"),
        ("4111 1111 1111 1112", "4111 1111 1111 1112"),
    ],
)
def test_cards(ben, text, kept):
    answer = ben.post("/moderation/check", json={"text": text})
    assert answer.status_code == 200
    assert answer.json()["text"] == kept


def test_what_is_said_and_stored(ben):
    answer = ben.post("/conversations/3/messages", json={"text": "pay with 5500-0000-0000-0004"})
    assert answer.status_code == 201
    assert answer.json()["reply"] == "You said: pay with [card]"
    assert ben.get("/conversations/3/messages").json()["items"][-2]["content"] == "pay with [card]"
