import pytest

from importlib import import_module


@pytest.mark.parametrize("code", ["hub-unproven", "hub-noemails"])
def test_person_without_a_proven_address_is_refused(call, code):
    answer = call("GET", f"/oauth/hub/callback?state=state-hub-3&code={code}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "no_email")


@pytest.mark.parametrize(
    "emails",
    [[], None, [{"email": "a@b.example", "verified": False}], [{"email": "a@b.example"}], ["a@b.example"], [{"verified": True, "email": ""}]],
)
def test_nothing_is_proven(service, emails):
    profiles, providers = import_module("identity.profiles"), import_module("identity.providers")
    document = {"id": 7, "login": "x", "email": "a@b.example", "emails": emails}
    assert profiles.proven_email(providers.PROVIDERS["hub"], document) is None


@pytest.mark.parametrize(
    ("emails", "found"),
    [
        ([{"email": "A@b.example", "verified": True}], "a@b.example"),
        ([{"email": "c@b.example", "verified": True}, {"email": "D@b.example", "verified": True, "primary": True}], "d@b.example"),
        ([{"email": "c@b.example", "verified": False, "primary": True}, {"email": "e@b.example", "verified": True}], "e@b.example"),
    ],
)
def test_proven_address_counts(service, emails, found):
    profiles, providers = import_module("identity.profiles"), import_module("identity.providers")
    assert profiles.proven_email(providers.PROVIDERS["hub"], {"id": 7, "emails": emails}) == found


def test_others_are_signed_in(call):
    assert call("GET", "/oauth/hub/callback?state=state-hub-4&code=hub-noprimary").status_code == 302
    assert call("GET", "/oauth/hub/callback?state=state-hub-5&code=hub-gustavo").status_code == 302
