def test_sites(client):
    assert [site["code"] for site in client.get("/sites").json()["sites"]] == ["041", "042", "ANG", "ODE", "TAV"]


def test_a_site_in_any_case(client):
    assert client.get("/sites/tav").json()["name"] == "Tavira"
    assert client.get("/sites/XX").status_code == 404


def test_add_and_change(client):
    new = {"code": "lag", "name": "Lagos", "zone": "Europe/Lisbon"}
    assert client.post("/sites", json=new).json()["code"] == "LAG"
    answer = client.post("/sites", json=new)
    assert (answer.status_code, answer.json()["error"]) == (409, "exists")
    assert client.patch("/sites/LAG", json={"capacity_kw": 300}).json()["capacity_kw"] == 300
    assert client.patch("/sites/LAG", json={"capacity_kw": None}).json()["capacity_kw"] is None


def test_what_is_not_allowed(client):
    good = {"code": "LAG", "name": "Lagos", "zone": "Europe/Lisbon"}
    for wrong in ({"zone": "Europe/Lagos"}, {"code": "L"}, {"name": " "}, {"capacity_kw": 0}):
        answer = client.post("/sites", json=good | wrong)
        assert (answer.status_code, answer.json()["error"]) == (422, "invalid")
    assert client.patch("/sites/TAV", json={"zone": "Lisbon"}).status_code == 422


def test_a_body_that_is_no_json(client):
    answer = client.post("/sites", content="{", headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unreadable")
