import pandas as pd

from rail_tables.ranking import rank


def frame(*rows):
    table = pd.DataFrame(rows, columns=["line", "minutes", "cancelled"]).astype({"minutes": "float64"})
    return table.assign(punctual=~table["cancelled"] & (table["minutes"] <= 3))


def test_rank_by_punctuality():
    found = rank(frame(("A", 0, False), ("A", 9, False), ("B", 1, False), ("B", None, True)), "line", "punctuality")
    assert [(row["rank"], row["line"], row["punctuality"]) for row in found] == [(1, "B", 1.0), (2, "A", 0.5)]
    assert found[0]["cancelled"] == 1 and found[0]["runs"] == 2


def test_rank_by_mean():
    found = rank(frame(("A", 4, False), ("A", 9, False), ("B", 1, False)), "line", "mean")
    assert [(row["line"], row["mean"]) for row in found] == [("B", 1.0), ("A", 6.5)]


def test_minimum():
    assert [row["line"] for row in rank(frame(("A", 4, False), ("A", 9, False), ("B", 1, False)), "line", "mean", 2)] == ["A"]


def test_lines(get):
    items = get("/rankings/line")["items"]
    assert [item["rank"] for item in items] == [1, 2, 3, 4, 5]
    assert sum(item["runs"] for item in items) == 156


def test_trains_of_an_operator(get):
    assert {item["train"] for item in get("/rankings/train?operator=TRN&by=p90")["items"]} == {"0815", "815", "2040"}


def test_nothing_to_rank(get):
    assert get("/rankings/station?station=XXX")["items"] == []


def test_bad_rankings(client):
    assert client.get("/rankings/colour").status_code == 422
    assert client.get("/rankings/line?by=beauty").status_code == 422
