import pytest


def ids(answer):
    assert answer.status_code == 200
    return [card["id"] for card in answer.json()["listings"]]


def test_words_are_found_in_title_and_description(call):
    answer = call("GET", "/search?q=city+bike")
    assert set(ids(answer)) >= {"L-1001", "L-1026", "L-1027"}
    assert answer.json()["total"] == 6


def test_title_counts_more_than_description(call):
    assert ids(call("GET", "/search?q=sofa"))[-1] in {"L-1009", "L-1010", "L-1030"}
    assert ids(call("GET", "/search?q=child"))[0] == "L-1026"


def test_sorting(call):
    assert ids(call("GET", "/search?sort=price_asc&limit=2")) == ["L-1008", "L-1012"]
    assert ids(call("GET", "/search?sort=newest&limit=1")) == ["L-1040"]


def test_pages_follow_each_other(call):
    first = call("GET", "/search?sort=newest&limit=10")
    second = call("GET", f"/search?sort=newest&limit=10&cursor={first.json()['next']}")
    assert not set(ids(first)) & set(ids(second))


def test_nothing_is_found(call):
    answer = call("GET", "/search?q=xbox").json()
    assert (answer["total"], answer["listings"], answer["next"]) == (0, [], None)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/search?category=sofas", {"L-1009", "L-1010", "L-1030"}),
        ("/search?seller=velohaus", {"L-1004", "L-1028"}),
        ("/search?city=praha&condition=used", {"L-1012", "L-1016"}),
        ("/search?within_days=2", {"L-1040"}),
    ],
)
def test_filters(call, path, expected):
    assert set(ids(call("GET", path))) == expected


def test_profile_changes_the_order(call):
    plain = call("GET", "/search?q=bike")
    own = call("GET", "/search?q=bike", "s-anna")
    assert own.json()["personalised"] is True
    assert ids(plain) != ids(own)


def test_hidden_sellers_are_left_out(call):
    own = call("GET", "/search?seller=S-6", "s-bjorn")
    assert own.json()["total"] == 0


def test_near_things_are_found(call):
    answer = call("GET", "/search?near=52.52,13.405&radius_km=10&sort=distance&limit=3").json()
    distances = [card["distance_km"] for card in answer["listings"]]
    assert distances == sorted(distances)
    assert all(distance <= 10 for distance in distances)


def test_expired_session_is_refused(call):
    assert call("GET", "/search?q=bike", "s-old").status_code == 401
