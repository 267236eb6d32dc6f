import pytest


@pytest.mark.parametrize(
    ("user", "q", "expected"),
    [("ben", "LAMP", [3]), ("ben", "desk lamp", [3]), ("ben", "o", [4, 3]), ("emil", "große", [6]), ("chloe", "ete", [5]), ("ana", "lamp", []), ("fay", "lamp", [])],
)
def test_titles(as_user, user, q, expected):
    answer = as_user(user).get("/search", params={"q": q, "titles": "true"})
    assert answer.status_code == 200
    assert answer.json()["conversations"] == expected


def test_messages_as_before(ben):
    plain = ben.get("/search?q=LAMP").json()
    assert plain["total"] == 1
    assert "conversations" not in plain
    more = ben.get("/search?q=LAMP&titles=true").json()
    assert (more["total"], more["items"]) == (plain["total"], plain["items"])
    assert ben.get("/search?q=%20&titles=true").status_code == 422
