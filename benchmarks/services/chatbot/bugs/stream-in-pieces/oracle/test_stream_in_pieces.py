import pytest


def said(found):
    return "".join(body["text"] for name, body in found if name == "delta")


@pytest.mark.parametrize("letters", ["äöüß", "日本語", "\U0001f600", "é"])
@pytest.mark.parametrize("shift", range(5))
def test_any_text(emil, events, letters, shift):
    text = "x" * shift + " ".join(f"{letters}{number}" for number in range(40))
    answer = emil.post("/conversations/6/messages/stream", json={"text": f"!say {text}"})
    assert answer.status_code == 200
    found = events(answer.text)
    assert (said(found), found[-1][0]) == (text, "done")


def test_plain(ben, events):
    found = events(ben.post("/conversations/3/messages/stream", json={"text": "good morning"}).text)
    assert (said(found), found[-1][0]) == ("You said: good morning", "done")


def test_silent(ben, events):
    found = events(ben.post("/conversations/3/messages/stream", json={"text": "!say"}).text)
    assert said(found) == "I have no answer to that."
