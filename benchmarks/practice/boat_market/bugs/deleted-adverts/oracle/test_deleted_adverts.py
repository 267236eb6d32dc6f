import pytest


def favourites(api, who):
    answer = api(who).get("/favourites")
    assert answer.status_code == 200
    return [row["advert"]["id"] for row in answer.get_json()["favourites"]]


def test_it_is_no_favourite_of_anybody(api):
    assert api("nzj").delete("/adverts/9").status_code == 204
    assert favourites(api, "anna") == [4, 1]
    assert favourites(api, "carla") == [2]
    assert favourites(api, "bram") == []


def test_it_gives_no_alert(api):
    assert len(api("carla").get("/searches/2/alerts").get_json()["alerts"]) == 1
    assert api("nzj").delete("/adverts/9").status_code == 204
    answer = api("carla").get("/searches/2/alerts")
    assert (answer.status_code, answer.get_json()) == (200, {"alerts": []})
    assert [row["alerts"] for row in api("carla").get("/searches").get_json()["searches"]] == [0]
    assert [row["advert"]["id"] for row in api("anna").get("/searches/1/alerts").get_json()["alerts"]] == [1, 4]


def test_it_is_gone(api):
    assert api("nzj").delete("/adverts/9").status_code == 204
    for path in "/adverts/9", "/adverts/9/prices", "/adverts/9/photos":
        assert api("nzj").get(path).status_code == 404
    assert api("nzj").delete("/adverts/9").status_code == 404
    assert api("nzj").get("/me").get_json()["adverts"] == 4
    assert api("anna").delete("/favourites/9").status_code == 204
    assert api("anna").put("/favourites/9").status_code == 404


def test_withdrawn_and_deleted(api):
    assert [favourites(api, who) for who in ("anna", "carla")] == [[4, 9, 1], [9, 2]]
    assert api("carla").put("/favourites/4").status_code == 204
    assert api("sol").post("/adverts/4/withdrawn").status_code == 200
    assert favourites(api, "anna") == [4, 9, 1]
    assert api("sol").delete("/adverts/4").status_code == 204
    assert [favourites(api, who) for who in ("anna", "carla")] == [[9, 1], [9, 2]]
    assert [row["advert"]["id"] for row in api("anna").get("/searches/1/alerts").get_json()["alerts"]] == [1]
    assert [row["alerts"] for row in api("anna").get("/searches").get_json()["searches"]] == [1, 0]


def test_a_draft(api):
    assert api("bram").put("/favourites/8").status_code == 204
    assert favourites(api, "bram") == [8]
    assert api("bram").delete("/adverts/8").status_code == 204
    assert favourites(api, "bram") == []


@pytest.mark.parametrize("who, number, status", [("bram", 1, 409), ("sol", 10, 409), ("bram", 9, 403), (None, 9, 401), ("anna", 8, 404)])
def test_what_is_not_deleted(api, who, number, status):
    assert api(who).delete(f"/adverts/{number}").status_code == status
    assert favourites(api, "anna") == [4, 9, 1]
    assert len(api("carla").get("/searches/2/alerts").get_json()["alerts"]) == 1


def test_with_enquiries(api):
    assert api("bram").post("/adverts/1/withdrawn").status_code == 200
    assert api("bram").delete("/adverts/1").status_code == 409
    assert favourites(api, "anna") == [4, 9, 1]


def test_what_favourites_tell(api):
    api("nzj").delete("/adverts/9")
    (row,) = api("carla").get("/favourites").get_json()["favourites"]
    assert row["added"] == "2026-06-01T12:00:00+00:00"
    assert (row["advert"]["title"], row["advert"]["in"]) == ("Linssen Grand Sturdy 35", {"USD": "211250.00"})
