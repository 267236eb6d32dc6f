import pytest

MOTOR = {"title": "Steel hull", "class": "motor", "year": 1975, "length": "11.00", "fuel": "diesel", "berths": 4, "price": 9000}
RIB = {"title": "Avon, no engine", "class": "rib", "year": 2003, "length": "5.40", "fuel": "petrol", "price": 1500}


@pytest.fixture
def listing(api):
    """Makes an advert and tries to list it: the answer."""

    def make(who, boat, **changes):
        made = api(who).post("/adverts", {**boat, **changes})
        assert made.status_code == 201
        return api(who).post(f"/adverts/{made.get_json()['id']}/listed")

    return make


def refused(answer, names):
    assert (answer.status_code, answer.get_json()["error"]) == (422, "incomplete")
    assert answer.get_json()["detail"] == f"tell us first: {names}"


@pytest.mark.parametrize("boat", [MOTOR, RIB])
def test_many_projects(listing, boat):
    for who in "bram", "carla", "bram", "anna":
        answer = listing(who, boat, project=True)
        assert answer.status_code == 200
        body = answer.get_json()
        assert (body["status"], body["project"], body["hours"]) == ("listed", True, None)


@pytest.mark.parametrize("boat", [MOTOR, RIB])
def test_others_need_their_hours_all_the_same(listing, boat):
    refused(listing("bram", boat), "hours")
    assert listing("bram", boat, project=True).status_code == 200
    refused(listing("bram", boat), "hours")
    refused(listing("bram", boat, project=False), "hours")
    assert listing("bram", boat, hours=800).get_json()["project"] is False


def test_what_else_a_project_needs(listing):
    refused(listing("bram", MOTOR, project=True, berths=None), "berths")
    refused(listing("bram", MOTOR, berths=None), "hours, berths")
    refused(listing("bram", RIB, project=True, fuel=None), "fuel")


def test_projects_of_other_classes(listing):
    for _ in range(2):
        assert listing("bram", {**MOTOR, "class": "dinghy"}, project=True).status_code == 200
        refused(listing("bram", {**MOTOR, "class": "sail"}, project=True), "draft")
        assert listing("bram", {**MOTOR, "class": "sail"}, project=True, draft="1.40").status_code == 200


def test_a_project_that_is_finished(api, listing):
    number = listing("bram", MOTOR, project=True).get_json()["id"]
    assert listing("bram", MOTOR, project=True).status_code == 200
    assert api("bram").patch(f"/adverts/{number}", {"price": 8000}).get_json()["price"] == "8000.00"
    answer = api("bram").patch(f"/adverts/{number}", {"project": False})
    assert (answer.status_code, answer.get_json()["error"]) == (422, "incomplete")
    assert api().get(f"/adverts/{number}").get_json()["project"] is True
    assert api("bram").patch(f"/adverts/{number}", {"project": False, "hours": 20}).get_json()["hours"] == 20


def test_feeds(api, listing):
    assert listing("bram", RIB, project=True).status_code == 200
    boats = [{**RIB, "ref": "S7"}, {**RIB, "ref": "S8", "hours": 12}, {**RIB, "ref": "S9", "project": True}]
    answer = api("sol").post("/feeds", {"boats": [{"ref": "S1"}, {"ref": "S2"}, *boats]})
    assert answer.get_json() == {"added": 3, "changed": 2, "withdrawn": 0, "refused": []}
    refs = {advert["ref"] for advert in api().get("/adverts").get_json()["adverts"] if advert["seller"] == "Solent Yachts"}
    assert refs == {"S1", "S2", "S8", "S9"}
