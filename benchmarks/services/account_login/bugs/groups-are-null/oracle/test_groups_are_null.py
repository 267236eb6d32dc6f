from importlib import import_module

import pytest


def read(provider, document):
    profiles, providers = import_module("identity.profiles"), import_module("identity.providers")
    return profiles.read(providers.PROVIDERS[provider], document)


BASE = {"sub": "c-9", "email": "o@acme.example", "email_verified": True}


@pytest.mark.parametrize(
    ("groups", "found"),
    [(None, ()), ([], ()), (["labs", "oncall"], ("labs", "oncall")), ([1, "a"], ("1", "a"))],
)
def test_groups(service, groups, found):
    assert read("corp", {**BASE, "groups": groups}).groups == found


@pytest.mark.parametrize("groups", [5, True])
def test_groups_that_are_none(service, groups):
    assert read("corp", {**BASE, "groups": groups}).groups == ()


def test_no_groups_at_all(service):
    assert read("corp", BASE).groups == ()
    assert read("hub", {"id": 1, "emails": []}).groups == ()
    assert read("school", {"person": {"id": "s"}}).groups == ()


def test_person_is_signed_in(call, account):
    answer = call("GET", "/oauth/corp/callback?state=state-corp-5&code=corp-noname")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    found = account("otto@acme.example")
    assert (found.display_name, found.locale, found.organisation.slug) == ("otto", "en", "acme")


def test_others_are_signed_in(call, account):
    assert call("GET", "/oauth/corp/callback?state=state-corp-2&code=corp-new").headers["Location"] == "/account"
    assert account("nora.berg@acme.example").time_zone == "Europe/Vienna"
