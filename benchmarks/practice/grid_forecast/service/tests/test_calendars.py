def test_calendar(client):
    found = client.get("/calendars/portugal").json()
    assert found["holidays"][0] == {"day": "2026-02-17", "title": "Carnaval"}
    assert client.get("/calendars/spain").status_code == 404


def test_replace_with_csv_or_json(client):
    content = "day;title\n2026-06-10;Dia de Portugal\n2026-06-04;Corpo de Deus"
    answer = client.put("/calendars/faro", content=content.encode(), headers={"content-type": "text/csv"})
    assert [each["day"] for each in answer.json()["holidays"]] == ["2026-06-04", "2026-06-10"]
    answer = client.put("/calendars/faro", json={"holidays": [{"day": "2026-09-07", "title": "Cidade"}]})
    assert answer.json()["holidays"] == [{"day": "2026-09-07", "title": "Cidade"}]


def test_what_is_no_calendar(client):
    assert client.put("/calendars/faro", json={"holidays": [{"day": "2026-02-30", "title": "x"}]}).status_code == 422
    assert client.put("/calendars/faro", json={"holidays": ["x"]}).status_code == 400
    assert client.put("/calendars/faro", json={"holidays": []}).status_code == 422


def test_the_calendar_of_a_site_exists(client):
    assert client.patch("/sites/ODE", json={"calendar": "spain"}).status_code == 422
    assert client.patch("/sites/ODE", json={"calendar": "portugal"}).json()["calendar"] == "portugal"
