import pytest


def found(call, actor, query):
    answer = call(actor, "GET", f"/reports/search?{query}")
    assert answer.status_code == 200
    return [number[-4:] for number in answer.json["reports"]]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=swiss&in=items", ["0008", "0012"]),
        ("q=hotel&in=items", ["0001", "0004", "0012", "0014"]),
        ("q=taxi&in=items", ["0008"]),
        ("q=fair&in=items", ["0009"]),
        ("q=desk&in=items", ["0007"]),
        ("q=nothing+at+all&in=items", []),
        ("q=dinner&in=items", ["0003", "0019"]),
    ],
)
def test_search_in_items(call, query, numbers):
    assert found(call, "E-010", query) == numbers


@pytest.mark.parametrize(
    ("query", "numbers"), [("q=visit", ["0001", "0012", "0016"]), ("q=swiss", []), ("q=Team", ["0002"])]
)
def test_search_in_titles(call, query, numbers):
    assert found(call, "E-010", query) == numbers


def test_reports_of_others_are_not_found(call):
    assert found(call, "E-008", "q=swiss&in=items") == ["0012"]
    assert found(call, "E-003", "q=swiss&in=items") == ["0008"]


def test_short_text_is_refused(call):
    assert call("E-010", "GET", "/reports/search?q=s&in=items").status_code == 422
