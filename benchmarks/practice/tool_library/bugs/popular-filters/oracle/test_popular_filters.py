import pytest


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year=2026&category=Saws&q=table", [("SAW-TABLE", 1, 1)]),
        ("year=2026&category=Saws&q=saw", [("SAW-JIG", 2, 2), ("SAW-TABLE", 1, 1)]),
        ("year=2026&category=Garden&q=TRIM", [("HEDGE", 2, 2)]),
        ("year=2026&category=Saws&q=Saws", []),
        ("year=2026&category=Garden&q=drill", []),
        ("year=2025&category=Garden&q=barrow&limit=1", [("BARROW", 1, 1)]),
        ("year=2026&category=Boats&q=a", []),
        ("year=2026&q=drill", [("DRILL-HAMMER", 3, 2)]),
        ("year=2026&q=plane", [("PLANE", 1, 1)]),
        ("year=2026&category=Ladders", [("LADDER-6M", 1, 1)]),
    ],
)
def test_popular(ask, query, expected):
    answer = ask(None, "GET", f"/insights/popular?{query}")
    assert answer.status == 200
    assert [(one["sku"], one["loans"], one["members"]) for one in answer.json["tools"]] == expected


def test_names_are_those_of_the_tools(ask):
    tools = ask(None, "GET", "/insights/popular?year=2026&category=Saws&q=jig").json["tools"]
    assert tools == [{"sku": "SAW-JIG", "name": "Jigsaw", "loans": 2, "members": 2}]


def test_quotes_are_only_quotes(ask):
    answer = ask(None, "GET", "/insights/popular?year=2026&category=Saws&q=%27%20OR%201=1%20--")
    assert (answer.status, answer.json["tools"]) == (200, [])


def test_without_filters(ask):
    tools = ask(None, "GET", "/insights/popular?year=2026").json["tools"]
    assert [one["sku"] for one in tools[:3]] == ["DRILL-HAMMER", "HEDGE", "SAW-JIG"] and len(tools) == 7
    assert ask(None, "GET", "/insights/popular?year=soon").status == 422
