import pytest
from django.core import mail

from portal import text


def test_letters(ask):
    letters = ask("brandt").get("/letters")[1]["letters"]
    assert [one["number"] for one in letters] == [5, 3, 1]
    assert letters[1]["link"] == "/letters/3-mull-new-days-for-collection"
    assert [one["number"] for one in ask("brandt").get("/letters?unread=1")[1]["letters"]] == [5, 3]


def test_read(ask):
    assert ask("petrova").get("/letters/5-fire-drill")[0] == 404
    status, body = ask("brandt").get("/letters/5-whatever")
    assert status == 200 and body["read_at"] == "2026-09-14T10:00:00+02:00" and body["body"].startswith("Dear")


def test_send(ask):
    status, body = ask("office").post("/letters", {"flat": "LI12-2", "subject": "Rent\nfrom  May", "body": "..."})
    assert status == 201
    assert (body["number"], body["tenant"], body["subject"]) == (6, "Clara Brandt", "Rent from May")
    assert mail.outbox[0].to == ["brandt@example.org"] and "/letters/6-rent-from-may" in mail.outbox[0].body


def test_nobody_there(ask):
    assert ask("office").post("/letters", {"flat": "LI14-2", "subject": "Rent", "body": "..."})[0] == 409
    assert ask("kern").post("/letters", {"flat": "LI12-2", "subject": "Rent", "body": "..."})[0] == 403


def test_whoever_lives_there_today(ask):
    body = ask("office").post("/letters", {"flat": "LI14-1", "subject": "Handover", "body": "..."})[1]
    assert body["tenant"] == "Chidi Okafor"


@pytest.mark.parametrize(
    ("subject", "slug"),
    [("House rules", "house-rules"), ("Müll!", "mull"), ("x" * 50, "x" * 40), ("a" * 39 + " b", "a" * 39), ("", "letter"), ("?", "letter")],
)
def test_slug(subject, slug):
    assert text.slug(subject) == slug
