def test_what_is_gone_is_forgotten(client):
    client.get("/points/LK-02/trend?parameter=pb")
    client.patch("/samples/14", json={"status": "voided"})
    answer = client.post("/refresh")
    assert (answer.status_code, answer.json()) == (200, {"renewed": 0})
    assert len(client.app.state.lab.cache) == 0
    assert client.get("/points/LK-02/trend?parameter=pb").status_code == 404


def test_the_others_are_renewed(client):
    client.get("/points/BR-01")
    client.get("/points/LK-02/trend?parameter=pb")
    client.get("/points/LK-02/series?parameter=pb")
    client.get("/points/LK-02")
    client.get("/points/MB-01/trend?parameter=no3")
    client.patch("/samples/14", json={"status": "voided"})
    answer = client.post("/refresh")
    assert (answer.status_code, answer.json()) == (200, {"renewed": 3})
    assert len(client.app.state.lab.cache) == 3
    assert client.get("/points/LK-02").json()["samples"] == 2
    assert client.post("/refresh").json() == {"renewed": 3}


def test_nothing_kept(client):
    assert client.post("/refresh").json() == {"renewed": 0}


def test_no_answer_is_lost(client):
    client.get("/points/BR-01")
    client.get("/compare?points=MB-01,MB-02&parameter=no3")
    assert client.post("/refresh").json() == {"renewed": 2}
    assert client.get("/points/BR-01").json()["samples"] == 5
