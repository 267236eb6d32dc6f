import pytest


@pytest.mark.parametrize(("member", "hours"), [(4, 48), (3, 2), (1, 24), (6, 24), (8, 12), (5, 24)])
def test_old_choices_can_be_read(ask, member, hours):
    answer = ask(member, "GET", "/me/preferences")
    assert answer.status_code == 200
    assert answer.json()["reminder_hours"] == hours


@pytest.mark.parametrize(("member", "hours"), [(4, 48), (1, 24), (8, 12)])
def test_copies_of_personal_data_hold_them(ask, member, hours):
    answer = ask(member, "GET", f"/members/{member}/personal-data")
    assert answer.status_code == 200
    assert answer.json()["preferences"]["reminder_hours"] == hours
    assert answer.json()["member"]["id"] == member


def test_a_copy_as_csv(ask):
    answer = ask(4, "GET", "/members/4/personal-data?form=csv")
    assert answer.status_code == 200
    assert "email;lena.gruber@post.example" in answer.text.splitlines()


def test_choosing_anew(ask):
    assert ask(4, "PUT", "/me/preferences", json={"reminder_hours": 3}).status_code == 200
    assert ask(4, "GET", "/me/preferences").json()["reminder_hours"] == 3


@pytest.mark.parametrize("body", [{"reminder_hours": 200}, {"reminder_hours": 3, "colour": "red"}])
def test_what_clients_must_not_send(ask, body):
    assert ask(4, "PUT", "/me/preferences", json=body).status_code == 422
    assert ask(4, "GET", "/me/preferences").json()["reminder_hours"] == 48
