import pytest


def put(locale, device):
    from accounts.models import Mail

    Mail.objects.create(to="x@mail.example", template="device", locale=locale, payload={"device": device, "address": None})


def sent(outbox, since=0):
    return [(one["subject"], one["text"].splitlines()[0]) for one in outbox()[since:] if one["to"] == "x@mail.example"]


@pytest.mark.parametrize(("locale", "subject"), [("de", "Neue Anmeldung"), ("en", "New sign-in"), ("pl-PL", "Nowe logowanie"), ("fr", "New sign-in")])
def test_many_mails_of_one_language(run, outbox, locale, subject):
    for device in ("Firefox on Windows", "App on iOS", "Chrome on Android"):
        put(locale, device)
    assert run("send_mail") == "sent 9 mails"
    assert sent(outbox) == [(subject, f"{device} (-)") for device in ("Firefox on Windows", "App on iOS", "Chrome on Android")]


def test_runs_of_one_process(run, outbox):
    for number in range(3):
        put("de", f"Device {number}")
        run("send_mail")
    assert sent(outbox) == [("Neue Anmeldung", f"Device {number} (-)") for number in range(3)]


def test_words_stay(service):
    from accounts import mails

    before = {locale: dict(words) for locale, words in mails.WORDS.items()}
    for _ in range(2):
        for locale in ("en", "de", "pl"):
            mails.device({"device": "App", "address": "192.0.2.1"}, mails.words_of(locale))
    assert {locale: dict(words) for locale, words in mails.WORDS.items()} == before


def test_everything_that_waits(run, outbox, clock):
    clock.shift(86400)
    assert run("send_mail") == "sent 8 mails"
    assert [one["subject"] for one in outbox()].count("Neue Anmeldung") == 2
