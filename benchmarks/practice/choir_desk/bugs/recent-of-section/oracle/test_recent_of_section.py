import pytest


@pytest.mark.parametrize(
    "params, expected, total",
    [
        ({"section": "S1", "recent": 2}, ["Jensen", "Groth"], 2),
        ({"section": "S1", "recent": 1}, ["Jensen"], 1),
        ({"section": "B1", "recent": 5}, ["Brandt"], 1),
        ({"section": "t1", "recent": 3, "left": 1}, ["Filipek", "Krüger"], 2),
        ({"section": "A2", "recent": 3}, [], 0),
        ({"q": "an", "recent": 2}, ["Iwanowa", "Hansen"], 2),
        ({"q": "maren groth", "recent": 2}, ["Groth"], 1),
        ({"joined_from": "2021-01-01", "recent": 3}, ["Jensen", "Iwanowa", "Hansen"], 3),
        ({"joined_from": "2018-01-01", "section": "A1", "recent": 1}, ["Iwanowa"], 1),
        ({"section": "S1", "recent": 3, "limit": 1, "offset": 1}, ["Groth"], 3),
    ],
)
def test_filters_and_recent(singer, params, expected, total):
    answer = singer.get("/api/members", **params)
    assert answer.status_code == 200
    assert [m["last_name"] for m in answer.json()["items"]] == expected
    assert answer.json()["total"] == total


@pytest.mark.parametrize(
    "params, expected",
    [
        ({"recent": 3}, ["Jensen", "Iwanowa", "Hansen"]),
        ({"recent": 100, "left": 1, "limit": 2, "offset": 8}, ["Ebert", "Krüger"]),
        ({"section": "S1"}, ["Adler", "Groth", "Jensen"]),
        ({"q": "iwan"}, ["Iwanowa"]),
        ({"joined_from": "2024-01-01"}, ["Iwanowa", "Jensen"]),
        ({"limit": 2, "offset": 4}, ["Filipek", "Groth"]),
    ],
)
def test_either_alone(singer, params, expected):
    answer = singer.get("/api/members", **params)
    assert answer.status_code == 200
    assert [m["last_name"] for m in answer.json()["items"]] == expected


@pytest.mark.parametrize(
    "params", [{"recent": 0}, {"recent": "x", "section": "S1"}, {"recent": 2, "section": "X9"}, {"recent": 2, "joined_from": "now"}]
)
def test_bad_parameters(singer, params):
    assert singer.get("/api/members", **params).status_code == 400


def test_fields(singer):
    item = singer.get("/api/members", section="S1", recent=1).json()["items"][0]
    assert item == {
        "id": 9, "first_name": "Pia", "last_name": "Jensen", "name": "Pia Jensen", "email": "pia.jensen@choir.example",
        "phone": "", "section": "S1", "joined_on": "2025-09-01", "left_on": None, "has_account": False,
    }
