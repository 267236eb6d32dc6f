import pytest


@pytest.fixture
def save(client):
    def post(name, question=None, base=None):
        response = client.post("/searches", json={"name": name, "question": question or {}, "base": base})
        assert response.status_code == 201, response.text
        return response.json()

    return post


def test_saved(get):
    assert [item["name"] for item in get("/searches")["items"]] == ["Late in Zürich", "Night trains late in Zürich", "Strikes"]


def test_save_and_run(save, get):
    made = save(" Rain ", {"cause": "weather", "since": "2026-03-05"})
    assert made["name"] == "Rain" and made["question"] == {"cause": ["weather"], "since": "2026-03-05"}
    assert made["created"] == "2026-03-20T07:00:00Z"
    assert get(f"/searches/{made['id']}/run")["total"] == get("/delays?cause=weather&since=2026-03-05")["total"]


def test_built_on_another(get):
    found = get("/searches/2/run")
    assert found["search"] == 2
    assert found["total"] == get("/delays?station=ZUE&late_by=5&line=NJ")["total"]


def test_own_filters_win(save, get):
    made = save("Very late", {"late_by": 15}, base=2)
    assert get(f"/searches/{made['id']}/run")["total"] == get("/delays?station=ZUE&late_by=15&line=NJ")["total"]


def test_runs_are_counted(get):
    get("/searches/3/run")
    get("/searches/3/run?limit=1")
    assert get("/searches/3")["runs"] == 2


def test_change(client, get):
    response = client.patch("/searches/3", json={"question": {"cause": ["crew"]}})
    assert response.json()["question"] == {"cause": ["crew"]} and response.json()["name"] == "Strikes"
    assert get("/searches/3/run")["total"] == get("/delays?cause=crew")["total"]


def test_change_base(client, get):
    assert client.patch("/searches/3", json={"base": 1}).json()["base"] == 1
    assert client.patch("/searches/3", json={"base": None}).json()["base"] is None
    assert client.patch("/searches/3", json={"base": 99}).status_code == 404


def test_no_circle(client):
    assert client.patch("/searches/1", json={"base": 2}).status_code == 409
    assert client.patch("/searches/1", json={"base": 1}).status_code == 409


def test_taken_name(client):
    assert client.post("/searches", json={"name": "Strikes"}).status_code == 409
    assert client.patch("/searches/1", json={"name": "Strikes"}).status_code == 409


def test_new_case_of_its_own_name(client):
    assert client.patch("/searches/3", json={"name": "STRIKES"}).json()["name"] == "STRIKES"


def test_delete(client):
    assert client.delete("/searches/1").status_code == 409
    assert client.delete("/searches/2").status_code == 204
    assert client.get("/searches/2/run").status_code == 404


def test_export(client):
    response = client.get("/searches/1/export.csv?columns=train")
    assert response.headers["content-disposition"].endswith("Late%20in%20Z%C3%BCrich.csv")
    assert set(response.text.split()[1:]) <= {"IC5", "IC7", "NJ401", "NJ402"}


@pytest.mark.parametrize("body", [{}, {"name": " "}, {"name": "x", "question": []}, {"name": "x", "question": {"hue": 1}}, {"name": "x", "base": "1"}])
def test_unreadable(client, body):
    assert client.post("/searches", json=body).status_code == 422
