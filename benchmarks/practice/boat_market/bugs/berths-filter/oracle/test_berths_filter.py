import pytest

from boat_market import clock, db, nightly
from boat_market.models import SavedSearch


@pytest.fixture(autouse=True)
def old_rows():
    """Rows as the service of last year wrote them."""
    with clock.stopped_at("2026-06-01T02:00:00+00:00"), db.working() as session:
        session.get(SavedSearch, 1).criteria = {"boat_class": "sail", "berths": 4}
        for number, criteria in [(7, {"berths": 5, "length_to": "12.50", "price_to": "60000.00"}), (8, {"berths": 6})]:
            session.add(SavedSearch(id=number, account_id=5, name=f"No. {number}", criteria=criteria, seen_until=clock.now()))


def results(api, who, number):
    answer = api(who).get(f"/searches/{number}/results")
    assert answer.status_code == 200
    return [advert["id"] for advert in answer.get_json()["adverts"]]


def test_the_night(capsys):
    nightly.main()
    assert capsys.readouterr().out.splitlines()[:8] == [
        "0 prices refreshed",
        "anna@example.org: Sail for the family: Hallberg-Rassy 36",
        "carla@example.org: Motor under 60: Pieter Beeldsnijder motor yacht",
        "anna@example.org: Small: Marieholm Folkboat",
        "carla@example.org: No. 7: Westerly Fulmar",
        "carla@example.org: No. 7: Pieter Beeldsnijder motor yacht",
        "carla@example.org: No. 8: Westerly Fulmar",
        "carla@example.org: No. 8: Hallberg-Rassy 36",
    ]
    nightly.main()
    assert capsys.readouterr().out.splitlines()[:2] == [
        "0 prices refreshed",
        "sales@noordzee.example: Anna Visser waits for 69 hours",
    ]


@pytest.mark.parametrize(
    "who, number, numbers",
    [("anna", 1, [1, 4, 7]), ("anna", 3, [6]), ("carla", 2, [11]), ("carla", 7, [1, 4, 11]), ("carla", 8, [1, 4, 7])],
)
def test_results_of_old_searches(api, who, number, numbers):
    assert results(api, who, number) == numbers


def test_old_searches_are_listed(api):
    mine = {row["id"]: row["criteria"] for row in api("carla").get("/searches").get_json()["searches"]}
    assert mine == {
        2: {"boat_class": "motor", "price_to": "60000.00"},
        7: {"berths_from": 5, "length_to": "12.50", "price_to": "60000.00"},
        8: {"berths_from": 6},
    }
    assert api("anna").get("/searches").get_json()["searches"][0]["criteria"] == {"boat_class": "sail", "berths_from": 4}


@pytest.mark.parametrize("name", ["berths_from", "berths"])
def test_new_searches(api, found, name):
    answer = api("bram").post("/searches", {"name": "Crew", name: 6, "year_from": 1990})
    assert (answer.status_code, answer.get_json()["criteria"]) == (201, {"berths_from": 6, "year_from": 1990})
    assert results(api, "bram", answer.get_json()["id"]) == [1, 7]
    assert found(f"sort=listed&{name}=6") == [1, 4, 7]
    assert api().get(f"/adverts?{name}=many").status_code == 400


def test_old_searches_can_be_dropped(api):
    assert api("anna").get("/searches/7/results").status_code == 404
    assert api("carla").delete("/searches/7").status_code == 204
    assert [row["id"] for row in api("carla").get("/searches").get_json()["searches"]] == [2, 8]
