import pytest

PATH = "/staff/organisations/acme-robotics/invitations"
OLD = "new.hire@robotics.acme.example"


def queued():
    from accounts.models import Mail

    from django.utils import timezone

    return sorted(Mail.objects.filter(template="invitation", created_at=timezone.now()).values_list("to", flat=True))


def open_ones():
    from operations.models import Invitation

    rows = Invitation.objects.filter(organisation__slug="acme-robotics", accepted_at=None)
    return sorted(rows.values_list("email", flat=True))


@pytest.mark.parametrize(
    "emails", [[OLD, "b@x.example"], ["b@x.example", OLD], ["a@x.example", OLD, "b@x.example"], [OLD, "a@x.example", OLD, "b@x.example"]]
)
def test_known_address_among_others(call, emails):
    fresh = [email for email in dict.fromkeys(emails) if email != OLD]
    answer = call("POST", PATH, {"emails": emails}, staff=True)
    assert (answer.status_code, answer.json()) == (201, {"invited": fresh, "already_invited": [OLD]})
    assert queued() == fresh
    assert open_ones() == sorted([OLD, *fresh])


def test_only_the_known_address(call):
    answer = call("POST", PATH, {"emails": [OLD]}, staff=True)
    assert (answer.status_code, answer.json()) == (200, {"invited": [], "already_invited": [OLD]})
    assert queued() == []


def test_new_addresses(call):
    answer = call("POST", PATH, {"emails": ["a@x.example", "B@x.example"]}, staff=True)
    assert (answer.status_code, answer.json()["invited"]) == (201, ["a@x.example", "b@x.example"])
    assert call("POST", PATH, {"emails": ["a@x.example"]}, staff=True).json()["already_invited"] == ["a@x.example"]


@pytest.mark.parametrize("emails", [[], "a@x.example", ["x"], None])
def test_what_cannot_be_invited(call, emails):
    assert call("POST", PATH, {"emails": emails}, staff=True).status_code == 422
