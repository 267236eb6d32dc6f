import httpx
import pytest

from accounts.models import Account
from identity import client as idp
from identity.models import Identity, LoginState
from identity.profiles import locale_of, read
from identity.providers import PROVIDERS
from tests.people import GUSTAVO, KIRA


def test_providers_are_listed(call):
    assert [one["name"] for one in call("GET", "/providers").json()["providers"]] == ["corp", "hub", "school"]


def test_start_leads_to_the_provider(call):
    answer = call("GET", "/oauth/corp/start?next=/account")
    assert answer.status_code == 302
    state = LoginState.objects.latest("id")
    assert state.next == "/account"
    assert f"state={state.state}" in answer.headers["Location"]


@pytest.mark.parametrize("said", ["https://evil.example/", "//evil.example", "account"])
def test_start_stays_on_our_pages(call, said):
    call("GET", f"/oauth/corp/start?next={said}")
    assert LoginState.objects.latest("id").next == "/"


def test_linked_person_is_signed_in(call):
    answer = call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert call("GET", "/account").json()["account"]["email"] == "kira@labs.acme.example"


def test_new_person_gets_an_account(call):
    call("GET", "/oauth/corp/callback?state=state-corp-2&code=corp-new")
    account = Account.objects.get(email="nora.berg@acme.example")
    assert (account.locale, account.time_zone, account.organisation.slug) == ("de", "Europe/Vienna", "acme")
    assert account.verified_at is not None


def test_known_address_is_linked(call):
    call("GET", "/oauth/hub/callback?state=state-hub-1&code=hub-freya")
    assert Identity.objects.get(provider="hub", subject="50005").account.handle == "freya"


def test_primary_address_of_the_hub_counts(call):
    call("GET", "/oauth/hub/callback?state=state-hub-2&code=hub-rosa")
    assert Account.objects.filter(email="rosa@mail.example").exists()


def test_person_without_a_proven_address_is_refused(call):
    answer = call("GET", "/oauth/corp/callback?state=state-corp-3&code=corp-unverified")
    assert answer.json()["error"]["code"] == "no_email"


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("error=access_denied", 403, "refused"),
        ("state=nonsense&code=corp-kira", 400, "unknown_state"),
        ("state=state-old&code=corp-kira", 410, "state_expired"),
        ("state=state-corp-4&code=used", 403, "rejected"),
    ],
)
def test_callback_that_does_not_work(call, query, status, code):
    answer = call("GET", f"/oauth/corp/callback?{query}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_state_counts_once(call):
    call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira")
    assert call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira").status_code == 409


@pytest.mark.parametrize("failure", [httpx.ReadTimeout("slow"), 503, b"<html>"])
def test_provider_that_is_down_is_503(call, monkeypatch, failure):
    def respond(request):
        if isinstance(failure, Exception):
            raise failure
        return httpx.Response(failure) if isinstance(failure, int) else httpx.Response(200, content=failure)

    monkeypatch.setattr(idp, "from_folder", lambda folder: httpx.MockTransport(respond))
    answer = call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_identities_are_shown(call):
    rows = call("GET", "/account/identities", key=KIRA).json()["identities"]
    assert rows == [
        {
            "provider": "corp",
            "title": "Company account",
            "email": "kira@labs.acme.example",
            "last_used": "2026-09-14T10:00:00+09:00",
        }
    ]


def test_last_way_to_sign_in_stays(call):
    assert call("DELETE", "/account/identities/hub", key=GUSTAVO).status_code == 409
    assert call("DELETE", "/account/identities/corp", key=KIRA).status_code == 204


def test_school_profile():
    person = read(
        PROVIDERS["school"],
        {
            "person": {
                "id": 7,
                "mail": "U@uni.example",
                "mail_checked": True,
                "display": "Uwe",
                "language": "de",
            }
        },
    )
    assert (person.subject, person.email, person.locale) == ("7", "u@uni.example", "de")


def test_locale():
    assert [locale_of(said) for said in ("de-AT", "pl_PL", "hu", None)] == ["de", "pl", "en", "en"]
