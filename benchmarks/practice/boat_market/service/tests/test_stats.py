import pytest


@pytest.fixture(autouse=True)
def seller(person):
    person("bram")


def test_a_class_with_boats(api, boat):
    for price, maker in [("10000", "Dehler"), ("20000", "Contest"), ("30000", "Contest"), ("60000", None)]:
        boat("bram", price=price, maker=maker, length="10.00")
    assert api().get("/stats/sail").get_json() == {
        "class": "sail",
        "listed": 4,
        "lowest": "10000.00",
        "median": "25000.00",
        "mean": "30000.00",
        "middle_half": ["17500.00", "37500.00"],
        "per_metre": "3000.00",
        "makers": [{"maker": "Contest", "listed": 2}, {"maker": "Dehler", "listed": 1}],
    }


def test_one_boat(api, boat):
    boat("bram", price="10000")
    figures = api().get("/stats/sail").get_json()
    assert (figures["median"], figures["middle_half"]) == ("10000.00", None)


def test_no_boats(api):
    figures = api().get("/stats/rib").get_json()
    assert figures["listed"] == 0 and figures["makers"] == []
    assert figures["lowest"] is figures["median"] is figures["mean"] is figures["per_metre"] is None
    assert api().get("/stats/submarine").status_code == 404


def test_all_classes(api, boat):
    boat("bram", price="10000")
    rows = api().get("/stats").get_json()["classes"]
    assert [(row["class"], row["listed"], row["median"]) for row in rows] == [
        ("sail", 1, "10000.00"),
        ("motor", 0, None),
        ("rib", 0, None),
        ("dinghy", 0, None),
    ]
