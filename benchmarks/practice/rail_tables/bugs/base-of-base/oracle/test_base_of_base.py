import pytest


def make(client, name, base=None, **question):
    response = client.post("/searches", json={"name": name, "question": question, "base": base})
    assert response.status_code == 201, response.text
    return response.json()["id"]


def closing(client, get, number, base, total):
    """Try to close a circle: either that is refused and all stays as it was, or running it is."""
    before = get(f"/searches/{number}")["base"]
    status = client.patch(f"/searches/{number}", json={"base": base}).status_code
    if status == 200:
        response = client.get(f"/searches/{number}/run")
        assert response.status_code in (409, 422), response.text[:200]
        assert response.json()["problem"]
        assert client.get(f"/searches/{number}/export.csv").status_code in (409, 422)
    else:
        assert status in (409, 422)
        assert get(f"/searches/{number}")["base"] == before
        assert get(f"/searches/{number}/run")["total"] == total


def test_two_on_each_other(client, get):
    closing(client, get, 1, 2, 7)


def test_on_itself(client, get):
    closing(client, get, 3, 3, 6)


def test_long_circle(client, get):
    third = make(client, "third", base=2, late_by=7)
    fourth = make(client, "fourth", base=third)
    closing(client, get, 1, fourth, 7)


def test_the_others_can_still_be_used(client, get):
    client.patch("/searches/1", json={"base": 2})
    assert client.get("/searches/2/run").status_code in (200, 409, 422)
    assert get("/searches/3/run")["total"] == 6
    assert [item["id"] for item in get("/searches")["items"]] == [1, 2, 3]
    assert client.patch("/searches/1", json={"base": None}).status_code == 200
    assert get("/searches/1/run")["total"] == 7
    assert get("/searches/2/run")["total"] == 2


def test_what_builds_on_a_circle(client, get):
    on_it = make(client, "on it", base=1, line="IC")
    client.patch("/searches/1", json={"base": 2})
    response = client.get(f"/searches/{on_it}/run")
    assert response.status_code in (200, 409, 422)
    if response.status_code == 200:
        assert response.json()["total"] == get("/delays?station=ZUE&late_by=5&line=IC")["total"] == 5


def test_long_chains_are_no_circles(client, get):
    number = 1
    for step in range(12):
        number = make(client, f"step {step}", base=number, **({"line": "NJ"} if step == 4 else {}))
    assert get(f"/searches/{number}/run")["total"] == 2
    assert client.patch(f"/searches/{number}", json={"base": 3}).status_code == 200
    assert get(f"/searches/{number}/run")["total"] == 6


def test_two_may_build_on_one(client, get):
    left = make(client, "left", base=1, line="IC")
    right = make(client, "right", base=1, line="NJ")
    assert client.patch(f"/searches/{left}", json={"base": right}).status_code == 200
    assert get(f"/searches/{left}/run")["total"] == 5
    assert get(f"/searches/{right}/run")["total"] == 2


def test_unknown_base(client, get):
    assert client.patch("/searches/3", json={"base": 77}).status_code == 404
    assert get("/searches/3")["base"] is None


@pytest.mark.parametrize("base", ["1", 1.5, True])
def test_bad_base(client, base):
    assert client.patch("/searches/3", json={"base": base}).status_code == 422
