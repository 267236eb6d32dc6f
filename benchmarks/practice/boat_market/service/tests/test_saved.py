import pytest


@pytest.fixture(autouse=True)
def people(person):
    person("bram")
    person("anna")


def test_a_saved_search(api, boat):
    answer = api("anna").post("/searches", {"name": "Family", "class": "sail", "berths": 4, "price_to": "40000.50"})
    assert answer.status_code == 201
    assert answer.get_json()["criteria"] == {"boat_class": "sail", "berths": 4, "price_to": "40000.50"}
    number = answer.get_json()["id"]
    fits = boat("bram")
    boat("bram", berths=2)
    results = api("anna").get(f"/searches/{number}/results").get_json()["adverts"]
    assert [advert["id"] for advert in results] == [fits]
    assert api("bram").get(f"/searches/{number}/results").status_code == 404
    assert len(api("anna").get("/searches").get_json()["searches"]) == 1
    assert api("anna").delete(f"/searches/{number}").status_code == 204
    assert api("anna").get("/searches").get_json() == {"searches": []}


def test_prices_in_the_callers_currency(api):
    api("anna").patch("/me", {"currency": "USD"})
    answer = api("anna").post("/searches", {"name": "Cheap", "price_to": "1000"})
    assert answer.get_json()["criteria"] == {"price_to": "800.00"}


def test_enough_searches(api):
    for number in range(20):
        assert api("anna").post("/searches", {"name": f"No. {number}"}).status_code == 201
    assert api("anna").post("/searches", {"name": "One more"}).status_code == 422


def test_a_search_needs_a_name(api):
    assert api("anna").post("/searches", {"class": "sail"}).status_code == 400
