import pytest

LINES = [{"value": "IC", "count": 18}, {"value": "NJ", "count": 8}]
OPERATORS = [{"value": "SRB", "count": 18}, {"value": "NTZ", "count": 8}]


def names(found):
    return [facet["name"] for facet in found["facets"]]


def values(found, name):
    return next(facet["values"] for facet in found["facets"] if facet["name"] == name)


@pytest.mark.parametrize("first", ["line", "none", "cause,operator", "station"])
def test_all_facets_after_some(get, first):
    narrow = get(f"/delays?station=ZUE&facets={first}")
    assert names(narrow) == ([] if first == "none" else first.split(","))
    found = get("/delays?station=ZUE")
    assert names(found) == ["station", "line", "operator", "cause"]
    assert values(found, "line") == LINES and values(found, "operator") == OPERATORS
    assert [(row["value"], row["count"]) for row in values(found, "cause")] == [("vehicle", 3), ("signal", 2), ("crew", 1), ("weather", 1)]
    assert len(values(found, "station")) == 12
    assert found["total"] == 26 and narrow["total"] == 26


def test_one_after_the_other(get):
    assert get("/delays?station=ZUE&facets=line")["facets"] == [{"name": "line", "values": LINES}]
    assert get("/delays?station=ZUE&facets=operator")["facets"] == [{"name": "operator", "values": OPERATORS}]
    assert get("/delays?station=ZUE&facets=line")["facets"] == [{"name": "line", "values": LINES}]
    assert get("/delays?station=ZUE&facets=none")["facets"] == []
    assert get("/delays?station=ZUE&facets=operator,line")["facets"] == [{"name": "operator", "values": OPERATORS}, {"name": "line", "values": LINES}]


def test_next_page_with_other_facets(get):
    first = get("/delays?station=ZUE&limit=15&facets=line")
    second = get(f"/delays?station=ZUE&limit=15&facets=operator&cursor={first['next']}")
    assert values(second, "operator") == OPERATORS
    assert len({item["key"] for item in first["items"] + second["items"]}) == 26 and second["next"] is None


def test_saved_search_and_the_same_question(get):
    assert names(get("/searches/1/run?facets=cause")) == ["cause"]
    found = get("/delays?station=ZUE&late_by=5")
    assert names(found) == ["station", "line", "operator", "cause"] and found["total"] == 7
    assert names(get("/searches/1/run")) == ["station", "line", "operator", "cause"]


def test_results_are_still_kept(client, get):
    first = get("/delays?station=ZUE&facets=line")
    assert get("/delays?station=ZUE&facets=line") == first
    assert client.app.state.answers.hits >= 1


def test_narrowed_leaves_the_result_alone():
    from rail_tables.answers import narrowed

    result = {"total": 1, "facets": {"line": [1], "cause": [2]}}
    assert narrowed(result, ["cause"]) == {"total": 1, "facets": {"cause": [2]}}
