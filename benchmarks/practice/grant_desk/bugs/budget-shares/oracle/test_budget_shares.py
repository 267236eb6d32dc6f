import pytest

CATEGORIES = ["staff", "travel", "equipment", "services", "other"]


def shares(answer):
    assert answer.status == 200
    assert [row["category"] for row in answer.json["categories"]] == CATEGORIES
    return [(row["amount"], row["share"]) for row in answer.json["categories"]]


@pytest.mark.parametrize("who", ["rita", "officer"])
def test_a_budget_without_lines(ask, who):
    answer = ask(who, "GET", "/applications/RIVER26-0001/budget")
    assert shares(answer) == [("0.00", None)] * 5
    assert (answer.json["total"], answer.json["lines"], answer.json["currency"]) == ("0.00", [], "EUR")


def test_emptied(ask):
    assert shares(ask("rita", "PUT", "/applications/SEED26-0004/budget", [])) == [("0.00", None)] * 5
    assert ask("rita", "GET", "/applications/SEED26-0004").json["requested"] == "0.00"
    line = {"category": "travel", "description": "Train", "amount": "80"}
    found = shares(ask("rita", "PUT", "/applications/SEED26-0004/budget", [line]))
    assert found == [("0.00", 0), ("80.00", 100), ("0.00", 0), ("0.00", 0), ("0.00", 0)]


def test_with_lines(ask):
    assert shares(ask("officer", "GET", "/applications/SEED26-0002/budget")) == [
        ("0.00", 0),
        ("0.00", 0),
        ("9000.00", 85.7),
        ("1500.50", 14.3),
        ("0.00", 0),
    ]
    assert [row[1] for row in shares(ask("rita", "GET", "/applications/SEED26-0001/budget"))] == [90, 10, 0, 0, 0]


def test_others(ask):
    assert ask("owen", "GET", "/applications/RIVER26-0001/budget").status == 404
    assert ask("rita", "PUT", "/applications/SEED26-0001/budget", []).status == 409
