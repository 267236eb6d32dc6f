import pytest


def ask(client, query):
    answer = client.get(f"/courses?{query}")
    assert answer.status_code == 200
    return answer.json()


def free(found):
    return {item["code"]: item["free"] for item in found["items"]}


COOKING = {"CO-100": 0, "CO-110": 5, "CO-120": 10, "CO-130": 10}


def test_with_after_without(client):
    plain = ask(client, "category=cooking")
    assert all("free" not in item for item in plain["items"])
    found = ask(client, "category=cooking&with=seats")
    assert (free(found), found["full"], found["total"]) == (COOKING, 1, 4)
    assert ask(client, "category=cooking") == plain


def test_without_after_with(client):
    assert free(ask(client, "category=cooking&with=seats")) == COOKING
    plain = ask(client, "category=cooking")
    assert "full" not in plain
    assert all("free" not in item for item in plain["items"])
    assert free(ask(client, "with=seats&category=cooking")) == COOKING


@pytest.mark.parametrize(
    ("query", "seats", "full"),
    [
        ("q=yoga", {"YO-100": 2, "YO-200": 18}, 0),
        ("q=python", {"PY-100": 0, "PY-200": None}, 1),
        ("category=music&order=title", {"CH-100": 0, "GU-100": 1, "GU-200": 8}, 1),
        ("provider=nf&size=2&page=2", {"NF-3": None}, 0),
        ("q=xylophone", {}, 0),
    ],
)
def test_one_search_both_ways(client, query, seats, full):
    for _ in range(2):
        assert all("free" not in item for item in ask(client, query)["items"])
        found = ask(client, f"{query}&with=seats")
        assert (free(found), found["full"]) == (seats, full)


def test_things_that_nobody_knows_of(client):
    for query in ("q=guitar", "q=guitar&with=colours", "q=guitar"):
        assert all("free" not in item for item in ask(client, query)["items"])
    assert free(ask(client, "q=guitar&with=colours,seats")) == {"GU-100": 1, "GU-200": 8}


def test_equal_searches_are_still_kept(client):
    for _ in range(3):
        ask(client, "q=bread")
        ask(client, "q=bread&with=seats")
    assert client.get("/health").json()["cached"] <= 2
