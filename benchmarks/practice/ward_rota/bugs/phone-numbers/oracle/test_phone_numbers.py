import pytest

OLD = {"gregor": "0664/555 12 12", "hana": "0699 5553344 (abends)"}


def test_ward(ask):
    answer = ask("fatma", "GET", "/wards/GER/staff")
    assert answer.status_code == 200
    assert {one["login"]: one["phone"] for one in answer.json()} == {**OLD, "fatma": "+43 699 5550199"}
    assert [one["phone"] for one in ask("fatma", "GET", "/wards/INT/staff").json()] == [
        "+43 664 1234567",
        "+43 660 7654321",
        None,
    ]


@pytest.mark.parametrize("login", sorted(OLD))
def test_person(ask, login):
    for asked, path in (("anna", f"/staff/{login}"), (login, "/me")):
        answer = ask(asked, "GET", path)
        assert (answer.status_code, answer.json()["phone"], answer.json()["login"]) == (200, OLD[login], login)


@pytest.mark.parametrize("login", sorted(OLD))
def test_other_fields_can_be_changed(ask, login):
    answer = ask("fatma", "PATCH", f"/staff/{login}", {"email": "new@example.org"})
    assert (answer.status_code, answer.json()["phone"]) == (200, OLD[login])
    assert ask(login, "GET", "/me").json()["email"] == "new@example.org"


@pytest.mark.parametrize("phone", ["0664 1234567", "0699 5553344 (mornings)", "+43", "+43 664 abcdefg", "", "+0 664 1234567"])
def test_input_is_still_checked(ask, phone):
    answer = ask("gregor", "PATCH", "/staff/gregor", {"phone": phone})
    assert (answer.status_code, answer.json()["fields"]) == (422, ["phone"])
    assert ask("gregor", "GET", "/me").json()["phone"] == OLD["gregor"]


@pytest.mark.parametrize(("given", "kept"), [("+43  664   5551212", "+43 664 5551212"), ("+436645551212", "+436645551212"), (None, None)])
def test_new_numbers(ask, given, kept):
    answer = ask("gregor", "PATCH", "/staff/gregor", {"phone": given})
    assert (answer.status_code, answer.json()["phone"]) == (200, kept)
    assert ask("gregor", "GET", "/me").json()["phone"] == kept


def test_mail_is_still_checked(ask):
    assert ask("hana", "PATCH", "/staff/hana", {"email": "hana"}).json()["fields"] == ["email"]
