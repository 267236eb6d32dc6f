import pytest


def ids(answer):
    assert answer.status_code == 200
    return [one["id"] for one in answer.json()]


@pytest.mark.parametrize("member", [1, 2, 3])
def test_all_by_card(ask, member):
    found = ids(ask(member, "GET", "/members?sort=card"))
    assert found[:10] == [8, 1, 2, 3, 4, 5, 6, 10, 11, 12]
    assert set(found[10:]) == {7, 9, 13, 14}


def test_no_card_and_honorary_ones(ask):
    assert set(ids(ask(2, "GET", "/members?sort=card&q=jana"))) == {14}
    assert ids(ask(2, "GET", "/members?sort=card&q=alt.example")) == [7]
    found = ids(ask(2, "GET", "/members?sort=card&q=tcs.example"))
    assert found == [1, 2, 3, 13]


def test_cards_are_shown_as_they_are(ask):
    cards = {one["id"]: one["card_no"] for one in ask(2, "GET", "/members?sort=card").json()}
    assert (cards[7], cards[8], cards[9], cards[13]) == ("E-3", 77, None, "E-1")


def test_downwards(ask):
    found = ids(ask(2, "GET", "/members?sort=card&down=true"))
    numbered = [one for one in found if one not in {7, 9, 13, 14}]
    assert numbered == [12, 11, 10, 6, 5, 4, 3, 2, 1, 8]
    assert len(found) == 14


def test_new_honorary_cards_by_number_of_the_club(ask, conn):
    conn.execute("UPDATE members SET card_no = 9 WHERE id = 14")
    assert ids(ask(2, "GET", "/members?sort=card"))[:2] == [14, 8]


@pytest.mark.parametrize(
    ("query", "first"), [("sort=name", [7, 8, 13]), ("sort=name&down=true", [10, 2, 9]), ("sort=role", [1, 3, 2]), ("sort=joined&down=true", [14, 13, 12])]
)
def test_other_columns(ask, query, first):
    assert ids(ask(2, "GET", f"/members?{query}"))[:3] == first


def test_wrong_columns(ask):
    assert ask(2, "GET", "/members?sort=born").status_code == 422
    assert ask(4, "GET", "/members?sort=card").status_code == 403
