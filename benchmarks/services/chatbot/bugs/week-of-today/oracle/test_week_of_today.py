import pytest


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('{"add_days": 3}', "2026-03-13 is a Friday in week 11"),
        ('{"add_days": "-10"}', "2026-02-28 is a Saturday in week 9"),
        ("{}", "2026-03-10 is a Tuesday in week 11"),
        ('{"date": null}', "2026-03-10 is a Tuesday in week 11"),
        ('{"date": "today", "add_days": 1}', "2026-03-11 is a Wednesday in week 11"),
        ('{"date": "Today"}', "2026-03-10 is a Tuesday in week 11"),
        ('{"date": "2026-12-31", "add_days": 4}', "2027-01-04 is a Monday in week 1"),
    ],
)
def test_calendar(say, arguments, expected):
    answer = say(f"!call calendar {arguments}")
    assert answer.status_code == 201
    assert answer.json()["reply"] == f"I looked it up: {expected}"


def test_today_is_the_users(as_user, at):
    at(2026, 3, 10, 23, 30)
    reply = as_user("emil").post("/conversations/6/messages", json={"text": "!call calendar {}"}).json()["reply"]
    assert reply == "I looked it up: 2026-03-11 is a Wednesday in week 11"


@pytest.mark.parametrize("arguments", ['{"date": "soon"}', '{"add_days": "many"}', '{"date": "2026-02-30"}'])
def test_no_day(say, arguments):
    assert say(f"!call calendar {arguments}").json()["reply"].startswith("I looked it up: error: ")
