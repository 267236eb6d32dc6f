import pytest

from boat_market import clock, nightly


@pytest.fixture
def number(person, boat):
    person("bram")
    person("anna")
    person("carla")
    return boat("bram")


def test_asking_and_answering(api, number):
    answer = api("anna").post(f"/adverts/{number}/enquiries", {"text": "Are the sails original?"})
    assert answer.status_code == 201
    enquiry = answer.get_json()["id"]
    assert answer.get_json()["waiting_since"] == "2026-06-10T07:30:00+00:00"
    again = api("anna").post(f"/adverts/{number}/enquiries", {"text": "Hello?"})
    assert again.get_json()["id"] == enquiry and len(again.get_json()["messages"]) == 2
    answer = api("bram").post(f"/enquiries/{enquiry}/messages", {"text": "All of them."})
    assert answer.get_json()["waiting_since"] is None
    assert [message["from"] for message in answer.get_json()["messages"]] == ["Anna", "Anna", "Bram"]
    assert api("carla").post(f"/enquiries/{enquiry}/messages", {"text": "Hi"}).status_code == 404


def test_whose_enquiries(api, number):
    api("anna").post(f"/adverts/{number}/enquiries", {"text": "One"})
    api("carla").post(f"/adverts/{number}/enquiries", {"text": "Two"})
    assert [one["buyer"] for one in api("bram").get("/enquiries").get_json()["enquiries"]] == ["Carla", "Anna"]
    assert len(api("anna").get("/enquiries").get_json()["enquiries"]) == 1


def test_what_cannot_be_asked(api, boat, number):
    assert api("bram").post(f"/adverts/{number}/enquiries", {"text": "Me?"}).status_code == 422
    assert api("anna").post(f"/adverts/{number}/enquiries", {"text": " "}).status_code == 400
    api("bram").post(f"/adverts/{number}/sold")
    assert api("anna").post(f"/adverts/{number}/enquiries", {"text": "Late"}).status_code == 409


def test_who_waits_too_long(api, number):
    assert api("bram").get("/enquiries/overdue").get_json() == {"overdue": []}
    with clock.stopped_at("2026-06-08T07:30:00+00:00"):
        api("anna").post(f"/adverts/{number}/enquiries", {"text": "One"})
    with clock.stopped_at("2026-06-08T07:31:00+00:00"):
        api("carla").post(f"/adverts/{number}/enquiries", {"text": "Two"})
    assert api("bram").get("/enquiries/overdue").get_json() == {"overdue": [{"enquiry": 1, "advert": "Dehler 34", "hours": 48}]}
    assert nightly.remind_sellers() == ["bram@example.org: Anna waits for 48 hours"]
