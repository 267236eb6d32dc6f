def night(command, *words):
    done = command("grid_forecast.nightly", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def of_alarm(lines, number):
    return [line for line in lines if f"alarm {number}" in line]


def test_the_night_goes_on(command):
    lines = night(command)
    for code in ("ANG", "ODE", "TAV"):
        assert f"{code} forecast of 48 hours kept" in lines
    assert len(of_alarm(lines, 3)) == 1 and "not judged" in of_alarm(lines, 3)[0]
    assert of_alarm(lines, 1) == ["TAV alarm 1 fired 0 times"]
    assert of_alarm(lines, 2) == ["ANG alarm 2 fired 0 times"]


def test_pages(get):
    shown = {"id": 3, "site": "ODE", "kind": "above", "value": "80%", "limit_kw": None, "subscribers": 0}
    assert get("/sites/ODE/alarms")["alarms"] == [shown]
    assert get("/alarms/3") == {**shown, "firings": []}
    assert get("/alarms/1")["limit_kw"] == 855.0


def test_limits_in_kw_are_judged_there(client, upload, command, get):
    made = client.post("/sites/ODE/alarms", json={"kind": "above", "value": "600"})
    assert (made.status_code, made.json()["limit_kw"]) == (201, 600.0)
    upload("/sites/ODE/readings", "time,kw", "2026-04-14T08:00,612")
    lines = night(command, "--site", "ODE")
    assert "ODE alarm 4 fired 1 times" in lines and "not judged" in of_alarm(lines, 3)[0]
    assert get("/alarms/3")["firings"] == []
    assert get("/alarms/4")["firings"] == [{"hour": "2026-04-14T08:00:00+01:00", "kw": 612.0}]


def test_a_capacity_that_becomes_known(client, upload, command, get):
    upload("/sites/ODE/readings", "time,kw", "2026-04-14T08:00,490", "2026-04-14T07:00,470")
    assert client.patch("/sites/ODE", json={"capacity_kw": 600}).status_code == 200
    assert get("/alarms/3")["limit_kw"] == 480.0
    assert of_alarm(night(command, "--site", "ODE"), 3) == ["ODE alarm 3 fired 1 times"]
    assert [each["kw"] for each in get("/alarms/3")["firings"]] == [490.0]


def test_a_capacity_that_is_forgotten(client, command, get):
    assert client.patch("/sites/TAV", json={"capacity_kw": None}).status_code == 200
    assert get("/sites/TAV/alarms")["alarms"][0]["limit_kw"] is None
    assert "not judged" in of_alarm(night(command, "--site", "TAV"), 1)[0]


def test_shares_can_be_set_before(client):
    for kind, value in (("above", "75%"), ("below", "5%")):
        made = client.post("/sites/ODE/alarms", json={"kind": kind, "value": value})
        assert (made.status_code, made.json()["limit_kw"]) == (201, None)
    assert client.post("/sites/ODE/alarms", json={"kind": "above", "value": "201%"}).status_code == 422
