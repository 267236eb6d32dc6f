def test_favourites(api, person, boat):
    person("bram")
    person("anna", currency="GBP")
    first, second = boat("bram"), boat("bram", price="100")
    for number in (first, second, first):
        assert api("anna").put(f"/favourites/{number}").status_code == 204
    rows = api("anna").get("/favourites").get_json()["favourites"]
    assert {row["advert"]["id"] for row in rows} == {first, second}
    assert api("anna").delete(f"/favourites/{first}").status_code == 204
    assert api("anna").delete(f"/favourites/{first}").status_code == 204
    (row,) = api("anna").get("/favourites").get_json()["favourites"]
    assert row["advert"]["in"] == {"GBP": "85.00"}


def test_nobodys_favourites(api, person, boat):
    person("bram")
    person("anna")
    assert api("anna").put(f"/favourites/{boat('bram', listed=False)}").status_code == 404
    assert api().get("/favourites").status_code == 401
