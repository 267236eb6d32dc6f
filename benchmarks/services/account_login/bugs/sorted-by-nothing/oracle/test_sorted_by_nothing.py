import pytest


@pytest.mark.parametrize("sort", ["name", "-name", "created", "--id", "id,email", "organisation__nothing", "last_login;drop", "%20"])
def test_unknown_column_is_refused(call, sort):
    answer = call("GET", f"/staff/accounts?sort={sort}", staff=True)
    assert answer.status_code in (400, 422)
    assert set(answer.json()["error"]) == {"code", "message", "details"}


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("created_at", ["Ines Moreau", "Ada Novak", "Béla Tóth"]),
        ("-created_at", ["Lars", "Kira Sato", "Jonas Weber"]),
        ("-id", ["Lars", "Kira Sato", "Jonas Weber"]),
        ("email", ["Ada Novak", "Béla Tóth", "Chidi Okafor"]),
        ("", ["Ines Moreau", "Ada Novak", "Béla Tóth"]),
    ],
)
def test_sorting(call, sort, names):
    answer = call("GET", f"/staff/accounts?sort={sort}&size=3", staff=True)
    assert answer.status_code == 200
    assert [one["display_name"] for one in answer.json()["items"]] == names


def test_last_login_first(call):
    answer = call("GET", "/staff/accounts?sort=-last_login&size=1&state=open", staff=True).json()
    assert [one["display_name"] for one in answer["items"]] == ["Ines Moreau"]


def test_search_and_states(call):
    assert call("GET", "/staff/accounts?q=novak&sort=email", staff=True).json()["total"] == 1
    assert call("GET", "/staff/accounts?state=gone", staff=True).status_code == 422
