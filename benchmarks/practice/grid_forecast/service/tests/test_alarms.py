import json

from grid_forecast import nightly


def mails(data):
    path = data / "outbox" / "mail.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_alarms(client):
    assert client.get("/sites/TAV/alarms").json()["alarms"] == [
        {"id": 1, "site": "TAV", "kind": "above", "value": "95%", "limit_kw": 855.0, "subscribers": 2}
    ]


def test_an_alarm_of_an_unknown_capacity(client):
    assert client.get("/sites/ODE/alarms").json()["alarms"][0]["limit_kw"] is None


def test_adding(client):
    made = client.post("/sites/ANG/alarms", json={"kind": "above", "value": "300"}).json()
    assert (made["id"], made["limit_kw"], made["subscribers"]) == (4, 300.0, 0)
    for kind, value in (("over", "300"), ("above", "lots"), ("above", "0"), ("above", "201%"), ("below", "-3")):
        assert client.post("/sites/ANG/alarms", json={"kind": kind, "value": value}).status_code == 422


def test_subscribing(client):
    answer = client.post("/alarms/2/subscriptions", json={"address": " Rui@Angra.example"})
    assert (answer.status_code, answer.json()["address"]) == (201, "rui@angra.example")
    answer = client.post("/alarms/2/subscriptions", json={"address": "rui@angra.example"})
    assert (answer.status_code, answer.json()["error"]) == (409, "already")
    assert client.post("/alarms/2/subscriptions", json={"address": "rui"}).status_code == 422
    assert client.post("/alarms/9/subscriptions", json={"address": "rui@angra.example"}).status_code == 404


def test_subscribing_in_other_letters(client):
    assert client.post("/alarms/1/subscriptions", json={"address": "Ines@Tavira.example"}).status_code == 409


def test_nightly_fires_once(client, upload, data, capsys):
    upload("TAV", "2026-04-14T08:00,880", "2026-04-14T09:00,860")
    for expected in ("fired 2 times", "fired 0 times"):
        assert nightly.main(["--site", "TAV"]) == 0
        assert capsys.readouterr().out.splitlines() == ["TAV forecast of 48 hours kept", f"TAV alarm 1 {expected}"]
    assert [mail["subject"] for mail in mails(data)] == ["TAV above 95%: 880.0 kW at 2026-04-14T08:00:00+01:00"] * 2
    assert client.get("/alarms/1").json()["firings"][1] == {"hour": "2026-04-14T09:00:00+01:00", "kw": 860.0}


def test_nightly_of_all_sites(capsys):
    assert nightly.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "ODE alarm 3 not judged" in lines
    assert "041 no forecast: 041 has no model yet" in lines
