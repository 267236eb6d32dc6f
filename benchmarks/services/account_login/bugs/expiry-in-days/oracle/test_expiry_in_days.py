import pytest


def put(payload, locale="en"):
    from accounts.models import Mail

    Mail.objects.create(to="x@mail.example", template="expiry", locale=locale, payload=payload)


def sent(outbox):
    return [(one["subject"], one["text"]) for one in outbox() if one["to"] == "x@mail.example"]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ({"expires_at": "2027-02-03T09:00:00+00:00", "zone": "Europe/Budapest"}, "03.02.2027 10:00"),
        ({"expires_at": "2026-12-31T23:30:00+00:00", "zone": "Asia/Tokyo"}, "01.01.2027 08:30"),
        ({"expires_at": "2026-12-31T23:30:00+00:00", "zone": None}, "31.12.2026 23:30"),
        ({"expires_at": "2026-12-31T23:30:00+00:00"}, "31.12.2026 23:30"),
    ],
)
def test_payload_of_the_release_before(run, outbox, payload, text):
    put(payload)
    assert run("send_mail") == "sent 7 mails"
    ((subject, found),) = sent(outbox)
    assert subject.startswith("Your password expires soon")
    assert "None" not in subject
    assert found == text


@pytest.mark.parametrize(("locale", "subject"), [("en", "Your password expires soon (6)"), ("de", "Ihr Passwort läuft bald ab (6)")])
def test_payload_of_this_release(run, outbox, locale, subject):
    put({"ends_at": "2026-09-20T10:00:00+00:00", "days": 6, "zone": "Africa/Lagos"}, locale)
    run("send_mail")
    assert sent(outbox) == [(subject, "20.09.2026 11:00")]


def test_reminder_and_mail(run, outbox):
    assert run("remind_passwords") == "1 people are reminded"
    run("send_mail")
    (found,) = [one for one in outbox() if one["to"] == "chidi@robotics.acme.example"]
    assert (found["subject"], found["text"]) == ("Your password expires soon (6)", "20.09.2026 11:00")


def test_everything_that_waits(run, clock):
    from accounts.models import Mail

    clock.shift(86400)
    assert run("send_mail") == "sent 8 mails"
    assert not Mail.objects.filter(sent_at=None, failed_at=None).exists()
