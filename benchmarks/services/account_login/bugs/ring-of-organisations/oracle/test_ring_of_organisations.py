import pytest


@pytest.mark.parametrize(("slug", "hours", "days"), [("ring-a", None, 90), ("ring-b", None, 90), ("acme-robotics", 8, 365), ("uni", 24, None)])
def test_rules(call, slug, hours, days):
    answer = call("GET", f"/staff/organisations/{slug}", staff=True)
    assert answer.status_code == 200
    assert answer.json()["rules"] == {"session_hours": hours, "password_days": days}


@pytest.mark.parametrize(("slug", "chain"), [("acme-robotics", ["acme-robotics", "acme-labs", "acme"]), ("solo", ["solo"]), ("ring-a", ["ring-a", "ring-b"])])
def test_lineage(call, account, slug, chain):
    from accounts.models import Account, Organisation

    Account.objects.filter(email="freya@mail.example").update(organisation=Organisation.objects.get(slug=slug))
    shown = call("GET", f"/staff/accounts/{account('freya@mail.example').id}", staff=True).json()["account"]
    assert shown["lineage"] == chain


def test_organisation_of_itself(call):
    from accounts.models import Organisation

    solo = Organisation.objects.get(slug="solo")
    Organisation.objects.filter(id=solo.id).update(parent=solo)
    assert call("GET", "/staff/organisations/solo", staff=True).json()["rules"] == {"session_hours": None, "password_days": None}


def test_member_of_a_ring_signs_in(call):
    from accounts.models import Account, Organisation

    Account.objects.filter(email="freya@mail.example").update(organisation=Organisation.objects.get(slug="ring-b"))
    answer = call("POST", "/login", {"email": "freya@mail.example", "password": "nordic-noir-2026"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "password_expired")
