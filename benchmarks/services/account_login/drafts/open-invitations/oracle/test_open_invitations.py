import pytest


@pytest.mark.parametrize(
    ("slug", "emails", "foreign"),
    [("uni", ["freya@mail.example"], ["mail.example"]), ("solo", ["freya@mail.example"], ["mail.example"])],
)
def test_foreign_domains_are_named(call, slug, emails, foreign):
    answer = call("GET", f"/staff/organisations/{slug}/invitations", staff=True)
    assert answer.status_code == 200
    assert [one["email"] for one in answer.json()["invitations"]] == emails
    assert sorted(answer.json()["foreign_domains"]) == foreign


def test_several_domains(call):
    emails = ["a@zeta.example", "b@alpha.example", "c@uni.example", "d@alpha.example"]
    assert call("POST", "/staff/organisations/uni/invitations", {"emails": emails}, staff=True).status_code == 201
    answer = call("GET", "/staff/organisations/uni/invitations", staff=True).json()
    assert sorted(answer["foreign_domains"]) == ["alpha.example", "mail.example", "zeta.example"]
    assert [one["email"] for one in answer["invitations"]] == [*emails[:3], "d@alpha.example", "freya@mail.example"]


@pytest.mark.parametrize(("slug", "count"), [("acme-robotics", 1), ("newco", 0), ("acme", 0)])
def test_no_foreign_domains(call, slug, count):
    answer = call("GET", f"/staff/organisations/{slug}/invitations", staff=True).json()
    assert len(answer["invitations"]) == count
    assert not answer["foreign_domains"]


def test_unknown_organisation(call):
    assert call("GET", "/staff/organisations/nobody/invitations", staff=True).status_code == 404
    assert call("GET", "/staff/organisations/uni/invitations").status_code == 401
