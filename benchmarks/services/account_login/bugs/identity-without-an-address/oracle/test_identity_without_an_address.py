import pytest


def address(provider, subject):
    from identity.models import Identity

    return Identity.objects.get(provider=provider, subject=subject).email


def test_linked_person_without_an_address(call):
    answer = call("GET", "/oauth/school/callback?state=state-school-1&code=school-ada")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert address("school", "s-7") == ""


@pytest.mark.parametrize("document", [{"sub": "c-105"}, {"sub": "c-105", "email": "kira@labs.acme.example", "email_verified": False}])
def test_known_address_stays(call, idp, document):
    idp({"profile/at-corp-kira.json": document})
    assert call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira").status_code == 302
    assert address("corp", "c-105") == "kira@labs.acme.example"


def test_new_address_is_taken(call, idp):
    idp({"profile/at-corp-kira.json": {"sub": "c-105", "email": "Kira.Sato@labs.acme.example", "email_verified": True}})
    call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira")
    assert address("corp", "c-105") == "kira.sato@labs.acme.example"


def test_use_is_noted(call):
    from identity.models import Identity

    from django.utils import timezone

    call("GET", "/oauth/school/callback?state=state-school-2&code=school-ada")
    assert Identity.objects.get(provider="school", subject="s-7").last_used_at == timezone.now()


def test_unknown_person_without_an_address_is_refused(call):
    answer = call("GET", "/oauth/corp/callback?state=state-corp-3&code=corp-unverified")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "no_email")


def test_closed_account_is_refused(call):
    assert call("GET", "/oauth/corp/callback?state=state-corp-4&code=corp-ivo").json()["error"]["code"] == "closed"
