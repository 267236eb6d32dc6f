import pytest
from conftest import BOAT


@pytest.fixture(autouse=True)
def people(person):
    person("bram")
    person("anna")


def test_an_advert_from_draft_to_sale(api):
    answer = api("bram").post("/adverts", BOAT)
    assert answer.status_code == 201
    number = answer.get_json()["id"]
    assert answer.get_json()["price"] == "38500.00" and answer.get_json()["status"] == "draft"
    assert api("anna").get(f"/adverts/{number}").status_code == 404
    assert api("bram").post(f"/adverts/{number}/listed").get_json()["listed"] == "2026-06-10T07:30:00+00:00"
    assert api().get(f"/adverts/{number}").get_json()["seller"] == "Bram"
    assert api("bram").post(f"/adverts/{number}/sold").get_json()["status"] == "sold"
    assert api("bram").patch(f"/adverts/{number}", {"year": 1999}).status_code == 409


@pytest.mark.parametrize(
    "changes, status",
    [
        ({"price": "cheap"}, 400),
        ({"price": 12.5}, 400),
        ({"price": "0"}, 422),
        ({"currency": "XYZ"}, 422),
        ({"class": "submarine"}, 422),
        ({"year": "MCMXC"}, 400),
        ({"year": 1700}, 422),
        ({"length": "200"}, 422),
        ({"title": ""}, 400),
    ],
)
def test_what_no_advert_may_tell(api, changes, status):
    assert api("bram").post("/adverts", {**BOAT, **changes}).status_code == status


def test_listing_needs_what_the_class_needs(api, boat):
    number = boat("bram", listed=False, **{"class": "motor", "fuel": "diesel"})
    answer = api("bram").post(f"/adverts/{number}/listed")
    assert (answer.status_code, answer.get_json()["error"]) == (422, "incomplete")
    assert answer.get_json()["detail"] == "tell us first: hours"
    api("bram").patch(f"/adverts/{number}", {"hours": 900})
    assert api("bram").post(f"/adverts/{number}/listed").status_code == 200


def test_a_boat_is_advertised_once(api, boat):
    boat("bram", hin="NL-1")
    answer = api("anna").post("/adverts", {**BOAT, "hin": "NL-1"})
    assert (answer.status_code, answer.get_json()["error"]) == (409, "hin")


def test_only_the_seller_changes_an_advert(api, boat):
    number = boat("bram")
    assert api("anna").patch(f"/adverts/{number}", {"price": "1"}).status_code == 403
    assert api().patch(f"/adverts/{number}", {"price": "1"}).status_code == 401
    assert api("bram").patch(f"/adverts/{number}", {"price": "37000"}).get_json()["price"] == "37000.00"


def test_bodies_that_are_none(api, client):
    assert api("bram").post("/adverts", data="{").status_code == 400
    assert api("bram").post("/adverts", []).status_code == 400


def test_what_one_prefers(api, boat):
    boat("bram")
    assert api("anna").patch("/me", {"currency": "usd"}).get_json()["currency"] == "USD"
    assert api("anna").get("/adverts").get_json()["adverts"][0]["in"] == {"USD": "48125.00"}
    assert api("anna").patch("/me", {"currency": ""}).get_json()["currency"] is None
    assert api("bram").get("/me").get_json()["adverts"] == 1


def test_tokens(api):
    assert api("nobody").get("/adverts").status_code == 401
    assert api().get("/me").status_code == 401
    assert api().get("/nowhere").get_json()["error"] == "unknown"


def test_deleting(api, boat):
    number = boat("bram", listed=False)
    assert api("anna").delete(f"/adverts/{number}").status_code == 404
    assert api("bram").delete(f"/adverts/{number}").status_code == 204
    assert api("bram").get(f"/adverts/{number}").status_code == 404


def test_what_is_not_deleted(api, boat):
    number = boat("bram")
    assert api("bram").delete(f"/adverts/{number}").status_code == 409
    api("anna").post(f"/adverts/{number}/enquiries", {"text": "Still there?"})
    api("bram").post(f"/adverts/{number}/withdrawn")
    assert api("bram").delete(f"/adverts/{number}").status_code == 409


def test_a_deleted_advert_is_no_favourite(api, boat):
    number = boat("bram")
    api("anna").put(f"/favourites/{number}")
    api("bram").post(f"/adverts/{number}/withdrawn")
    assert api("bram").delete(f"/adverts/{number}").status_code == 204
    assert api("anna").get("/favourites").get_json() == {"favourites": []}
