import pytest


def send(ask, flat, subject):
    return ask("office").post("/letters", {"flat": flat, "subject": subject, "body": "..."})


@pytest.mark.parametrize("subject", ["Обход квартир", "???", "水道", "— … —", "__"])
def test_subject_that_leaves_nothing(ask, subject):
    from django.core import mail

    status, body = send(ask, "LI12-3", subject)
    assert status == 201 and body["subject"] == subject and body["tenant"] == "Ирина Петрова"
    if subject in ("???", "— … —"):
        assert body["link"] == "/letters/6-letter"
    assert body["link"].startswith("/letters/6-") and len(body["link"]) > len("/letters/6-")
    assert f"https://portal.lindenhof.example{body['link']}" in mail.outbox[0].body
    status, read = ask("petrova").get(body["link"])
    assert status == 200 and read["subject"] == subject and read["read_at"] == "2026-09-14T10:00:00+02:00"
    [listed] = ask("petrova").get("/letters")[1]["letters"]
    assert listed["link"] == body["link"]


def test_letters_that_are_there_already(ask):
    from portal.models import Flat, Letter, Tenant
    from portal import clock

    Letter.objects.create(
        number=9, tenant=Tenant.objects.get(name="Clara Brandt"), flat=Flat.objects.get(number="LI12-2"),
        subject="!!!", body="...", sent_at=clock.now(),
    )
    status, body = ask("brandt").get("/letters")
    assert status == 200
    assert [one["link"] for one in body["letters"]] == [
        "/letters/9-letter", "/letters/5-fire-drill", "/letters/3-mull-new-days-for-collection", "/letters/1-house-rules",
    ]


@pytest.mark.parametrize(
    ("subject", "link"),
    [("Rent from May", "6-rent-from-may"), ("x" * 50, "6-" + "x" * 40), ("a" * 39 + " b", "6-" + "a" * 39), ("Müll!", "6-mull")],
)
def test_other_subjects(ask, subject, link):
    status, body = send(ask, "LI12-2", subject)
    assert status == 201 and body["link"] == f"/letters/{link}"
    assert ask("brandt").get(body["link"])[0] == 200
