import pytest


@pytest.mark.parametrize(("slug", "name"), [("newco", "NewCo")])
def test_organisation_without_members(call, slug, name):
    answer = call("GET", f"/staff/organisations/{slug}", staff=True)
    assert answer.status_code == 200
    assert answer.json() == {
        "organisation": slug,
        "name": name,
        "accounts": 0,
        "active": 0,
        "never_signed_in": 0,
        "newest": None,
        "last_login": None,
        "mean_sign_ins": None,
        "rules": {"session_hours": None, "password_days": None},
    }


def test_organisation_whose_members_all_left(call, account):
    account("madonna@solo.example").delete()
    answer = call("GET", "/staff/organisations/solo", staff=True)
    assert (answer.status_code, answer.json()["mean_sign_ins"], answer.json()["accounts"]) == (200, None, 0)


@pytest.mark.parametrize(
    ("slug", "accounts", "active", "mean"),
    [("acme", 2, 1, 7.0), ("acme-labs", 2, 2, 4.0), ("uni", 2, 2, 0.5), ("solo", 1, 1, 0.0)],
)
def test_other_organisations(call, slug, accounts, active, mean):
    answer = call("GET", f"/staff/organisations/{slug}", staff=True).json()
    assert (answer["accounts"], answer["active"], answer["mean_sign_ins"]) == (accounts, active, mean)


def test_unknown_organisation(call):
    assert call("GET", "/staff/organisations/nobody", staff=True).status_code == 404
