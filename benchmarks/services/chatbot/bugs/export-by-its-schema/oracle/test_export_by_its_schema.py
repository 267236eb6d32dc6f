import pytest


@pytest.mark.parametrize(("user", "number", "messages"), [("fay", 8, 2), ("ana", 2, 0)])
def test_without_title(as_user, user, number, messages):
    answer = as_user(user).get(f"/conversations/{number}/export")
    assert answer.status_code == 200
    body = answer.json()
    assert body["title"] in (None, "", f"Conversation {number}", f"conversation-{number}")
    assert len(body["messages"]) == messages
    assert set(body) == {"title", "language", "tags", "created_at", "messages"}


def test_with_title(as_user):
    answer = as_user("chloe").get("/conversations/5/export")
    body = answer.json()
    assert (body["title"], body["language"], body["tags"]) == ("Réclamation n° 7 – été", "fr", ["réclamation"])
    assert body["created_at"] == "2026-03-03T20:00:00+01:00"
    assert body["messages"][0] == {"role": "user", "text": "Which lamp is bright enough?", "at": "2026-03-03T20:00:00+01:00"}
    assert "été" in answer.text


def test_markdown(as_user):
    assert as_user("fay").get("/conversations/8/export?format=markdown").text.startswith("# Conversation 8")
