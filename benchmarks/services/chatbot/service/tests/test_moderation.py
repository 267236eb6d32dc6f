from chatbot import moderation


def test_blocked():
    assert moderation.check("You IDÍOT").rules == ("insult",)
    assert moderation.check("x" * 50).blocked


def test_hidden():
    verdict = moderation.check("write to a.b@example.org")
    assert (verdict.text, verdict.blocked) == ("write to [email]", False)


def test_card():
    assert moderation.check("4111 1111 1111 1111").text == "[card]"
    assert moderation.check("4111 1111 1111 1112").text == "4111 1111 1111 1112"


def test_refused(ben):
    assert ben.post("/conversations/3/messages", json={"text": "you idiot"}).status_code == 422


def test_check(ben):
    assert ben.post("/moderation/check", json={"text": "hello"}).json()["rules"] == []
