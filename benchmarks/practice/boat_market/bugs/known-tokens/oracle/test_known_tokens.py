import pytest


def favourites(api, who):
    answer = api(who).get("/favourites")
    assert answer.status_code == 200
    return [row["advert"]["id"] for row in answer.get_json()["favourites"]]


@pytest.mark.parametrize("who, numbers", [("anna", [4, 9, 1]), ("carla", [9, 2]), ("bram", [])])
def test_favourites_again_and_again(api, who, numbers):
    for _ in range(3):
        assert api(who).get("/me").status_code == 200
        assert favourites(api, who) == numbers


def test_people_in_turn(api):
    for _ in range(2):
        assert [api(who).get("/me").get_json()["adverts"] for who in ("bram", "nzj", "sol", "anna")] == [3, 5, 3, 0]
        assert [row["name"] for row in api("anna").get("/searches").get_json()["searches"]] == ["Sail for the family", "Small"]
        assert [row["name"] for row in api("carla").get("/searches").get_json()["searches"]] == ["Motor under 60"]
        assert [row["id"] for row in api("bram").get("/enquiries").get_json()["enquiries"]] == [3]


def test_what_is_added_is_there(api):
    assert favourites(api, "carla") == [9, 2]
    assert api("carla").put("/favourites/7").status_code == 204
    assert favourites(api, "carla") == [7, 9, 2]
    assert api("carla").delete("/favourites/9").status_code == 204
    assert favourites(api, "carla") == [7, 2]
    assert api("carla").post("/searches", {"name": "Ribs", "class": "rib"}).status_code == 201
    assert [row["name"] for row in api("carla").get("/searches").get_json()["searches"]] == ["Motor under 60", "Ribs"]


def test_a_new_advert(api):
    boat = {"title": "Valk", "class": "dinghy", "year": 1988, "length": "6.50", "price": 2400}
    assert api("anna").get("/me").get_json()["adverts"] == 0
    numbers = [api("anna").post("/adverts", boat).get_json()["id"] for _ in range(2)]
    assert api("anna").get("/me").get_json()["adverts"] == 2
    for number in numbers:
        assert api("anna").post(f"/adverts/{number}/listed").get_json()["seller"] == "Anna Visser"
    assert api("bram").patch(f"/adverts/{numbers[0]}", {"price": 1}).status_code == 403


def test_changes_hold_from_the_next_request_on(api):
    assert api("carla").get("/me").get_json()["currency"] == "USD"
    assert api("carla").get("/adverts/3").get_json()["in"] == {"USD": "8625.00"}
    changed = api("carla").patch("/me", {"name": "Carla R.", "currency": "SEK"})
    assert (changed.status_code, changed.get_json()["currency"]) == (200, "SEK")
    assert api("carla").get("/me").get_json()["name"] == "Carla R."
    assert api("carla").get("/adverts/3").get_json()["in"] == {"SEK": "79350.00"}
    assert api("carla").patch("/me", {"currency": ""}).status_code == 200
    assert "in" not in api("carla").get("/adverts/3").get_json()
    assert api("carla").get("/me").get_json()["name"] == "Carla R."
    assert api("nzj").get("/enquiries").get_json()["enquiries"][0]["buyer"] == "Carla R."


def test_after_a_refusal(api):
    assert api("bram").patch("/me", {"name": "B. Postma", "currency": "XYZ"}).status_code == 422
    assert api("bram").get("/me").get_json()["name"] == "Bram Postma"
    assert api("bram").get("/me").get_json()["adverts"] == 3


def test_feeds_and_letters(api):
    for price in "7000.00", "7100.00":
        assert api("nzj").post("/feeds", {"boats": [{"ref": "N-102", "price": price}]}).status_code == 200
        assert api().get("/adverts/3").get_json()["price"] == price
    for count in 2, 3:
        answer = api("sol").post("/enquiries/4/messages", {"text": "It is."})
        assert (answer.status_code, len(answer.get_json()["messages"])) == (200, count)


def test_tokens_of_nobody(api):
    for _ in range(2):
        assert api("nobody").get("/adverts").status_code == 401
        assert api().get("/favourites").status_code == 401
