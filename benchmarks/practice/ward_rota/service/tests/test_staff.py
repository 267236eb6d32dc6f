def test_me(ask):
    assert ask("anna", "GET", "/me").json() == {
        "login": "anna",
        "name": "Anna Hofstätter",
        "role": "lead",
        "email": "anna@example.org",
        "phone": "+43 664 1234567",
        "ward": {"code": "INT", "name": "Intensivstation"},
    }


def test_of_ward(ask):
    assert [one["login"] for one in ask("dora", "GET", "/wards/int/staff").json()] == ["anna", "berta", "carl"]
    assert ask("dora", "GET", "/wards/xyz/staff").json()["code"] == "unknown"


def test_person(ask):
    assert ask("anna", "GET", "/staff/emil").json()["name"] == "Emil Aşçı"
    assert ask("anna", "GET", "/staff/zoe").status_code == 404


def test_change_contact(ask):
    assert ask("carl", "PATCH", "/staff/carl", json={"email": "carl@example.org"}).json()["email"] == "carl@example.org"
    assert ask("anna", "PATCH", "/staff/carl", json={"email": None}).json()["email"] is None
    assert ask("carl", "PATCH", "/staff/carl", json={"phone": "+43 660 1112223"}).json()["phone"] == "+43 660 1112223"


def test_change_of_others(ask):
    assert ask("carl", "PATCH", "/staff/anna", json={"email": None}).status_code == 403
    assert ask("dora", "PATCH", "/staff/carl", json={"email": None}).status_code == 403


def test_mail_is_checked(ask):
    assert ask("carl", "PATCH", "/staff/carl", json={"email": "carl"}).json()["fields"] == ["email"]


def test_contracts(ask):
    found = ask("carl", "GET", "/staff/carl/contracts").json()
    assert [one["hours_per_week"] for one in found] == ["20.00", "30.00"]
    assert found[0]["ends_on"] == "2025-12-31" and found[1]["ends_on"] is None
