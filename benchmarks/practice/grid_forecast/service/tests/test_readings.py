def of(client, code, day):
    return client.get(f"/sites/{code}/readings", params={"from": day, "to": day}).json()["readings"]


def test_a_day(client):
    found = of(client, "TAV", "2026-03-02")
    assert len(found) == 24
    assert found[0] == {"hour": "2026-03-02T00:00:00+00:00", "kw": 396.7}


def test_the_day_of_a_change_of_clocks(client):
    found = of(client, "ANG", "2026-03-29")
    assert len(found) == 23
    assert found[0]["hour"] == "2026-03-29T01:00:00+00:00"


def test_csv(client, upload):
    assert upload("TAV", "2026-04-14T08:00,501.5", "2026-04-14T07:00Z,502").json() == {"site": "TAV", "stored": 2}
    assert of(client, "TAV", "2026-04-14")[-1] == {"hour": "2026-04-14T08:00:00+01:00", "kw": 502.0}


def test_csv_of_a_spreadsheet(client, upload):
    assert upload("TAV", "2026-04-14T08:00;501,5", header="\ufeffTime;kW").status_code == 201
    assert of(client, "TAV", "2026-04-14")[-1]["kw"] == 501.5


def test_json(client):
    body = {"readings": [{"time": "2026-04-14T05:00Z", "kw": 90}, {"time": "2026-04-14T05:00Z", "kw": "91,5"}]}
    assert client.post("/sites/041/readings", json=body).json()["stored"] == 2
    assert of(client, "041", "2026-04-14")[-1] == {"hour": "2026-04-14T06:00:00+01:00", "kw": 91.5}


def test_what_is_no_reading(upload):
    for line in ("2026-04-14T08:30,5", "2026-04-15T08:00,5", "2026-04-14T08:00,-1", "2026-04-14T08:00,nan", "x,5"):
        assert upload("TAV", line).status_code == 422
    assert upload("TAV", "2026-03-29T01:00,5").status_code == 422
    assert upload("TAV", "2026-04-14T08:00").status_code == 400
    assert upload("TAV", "a,b", header="time,load").status_code == 400


def test_bytes_that_are_no_text(client):
    answer = client.post("/sites/TAV/readings", content=b"\xff\xfe", headers={"content-type": "text/csv"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unreadable")


def test_gaps(client):
    found = client.get("/sites/TAV/gaps?day=2026-03-10").json()["gaps"]
    assert found == [f"2026-03-10T0{hour}:00:00+00:00" for hour in (3, 4, 5)]


def test_days_in_the_wrong_order(client):
    assert client.get("/sites/TAV/readings?from=2026-03-02&to=2026-03-01").status_code == 422
    assert client.get("/sites/TAV/readings?from=2026-03-02").status_code == 422


def test_several_sites_in_one_file(client):
    content = "site,time,kw\nTAV,2026-04-14T05:00Z,400\nang,2026-04-14T05:00Z,200\n041,2026-04-14T05:00Z,70"
    answer = client.post("/readings", content=content, headers={"content-type": "text/csv"})
    assert answer.json() == {"sites": ["041", "ANG", "TAV"], "stored": 3}
    assert of(client, "ANG", "2026-04-14")[-1] == {"hour": "2026-04-14T05:00:00+00:00", "kw": 200.0}


def test_substations_in_one_file(client):
    content = "site;time;kw\n041;2026-04-14T05:00Z;70,5\n042;2026-04-14T05:00Z;61"
    answer = client.post("/readings", content=content, headers={"content-type": "text/csv"})
    assert answer.json() == {"sites": ["041", "042"], "stored": 2}


def test_one_wrong_line_refuses_the_file(client):
    for line in ("XYZ,2026-04-14T05:00Z,1", "ANG,2026-04-14T05:00Z,much"):
        content = f"site,time,kw\nTAV,2026-04-14T05:00Z,400\n{line}"
        assert client.post("/readings", content=content, headers={"content-type": "text/csv"}).status_code in (404, 422)
    assert of(client, "TAV", "2026-04-14")[-1]["hour"] < "2026-04-14T05"
