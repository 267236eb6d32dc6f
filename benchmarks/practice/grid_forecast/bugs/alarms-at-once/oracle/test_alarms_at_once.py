def test_subscribers_are_told(upload, mails, get):
    answer = upload("/sites/TAV/readings", "time,kw", "2026-04-14T07:00,500", "2026-04-14T08:00,900", "2026-04-14T09:00,870.5")
    assert (answer.status_code, answer.json()) == (201, {"site": "TAV", "stored": 3, "fired": 2})
    assert [(mail["to"], mail["subject"]) for mail in mails()] == [
        (to, "TAV above 95%: 900.0 kW at 2026-04-14T08:00:00+01:00") for to in ("ines@tavira.example", "posto@tavira.example")
    ]
    assert get("/alarms/1")["firings"] == [
        {"hour": "2026-04-14T08:00:00+01:00", "kw": 900.0}, {"hour": "2026-04-14T09:00:00+01:00", "kw": 870.5},
    ]


def test_json_as_well(client, mails):
    body = {"readings": [{"time": "2026-04-14T05:00Z", "kw": 856}]}
    answer = client.post("/sites/TAV/readings", json=body)
    assert (answer.status_code, answer.json()) == (201, {"site": "TAV", "stored": 1, "fired": 1})
    assert len(mails()) == 2


def test_once_for_an_hour(upload, mails, command):
    for expected in (1, 0):
        answer = upload("/sites/TAV/readings", "time,kw", "2026-04-14T08:00,900")
        assert (answer.status_code, answer.json()["fired"]) == (201, expected)
    done = command("grid_forecast.nightly", "--site", "TAV")
    assert done.returncode == 0 and "TAV alarm 1 fired 0 times" in done.stdout
    assert len(mails()) == 2


def test_several_alarms(client, upload, mails):
    made = client.post("/sites/TAV/alarms", json={"kind": "above", "value": "700"}).json()["id"]
    assert client.post(f"/alarms/{made}/subscriptions", json={"address": "rui@tavira.example"}).status_code == 201
    answer = upload("/sites/TAV/readings", "time,kw", "2026-04-14T08:00,901", "2026-04-14T06:00,701")
    assert (answer.status_code, answer.json()["fired"]) == (201, 3)
    assert sorted(mail["to"] for mail in mails()) == ["ines@tavira.example", "posto@tavira.example", "rui@tavira.example"]
    assert [mail["subject"] for mail in mails() if mail["to"].startswith("rui")] == [
        "TAV above 700: 701.0 kW at 2026-04-14T06:00:00+01:00"
    ]


def test_a_subscriber_of_a_lower_limit(client, upload, mails):
    client.post("/alarms/2/subscriptions", json={"address": "ana@angra.example"})
    answer = upload("/sites/ANG/readings", "time;kw", "2026-04-14T08:00;119,9")
    assert (answer.status_code, answer.json()["fired"]) == (201, 1)
    assert [mail["to"] for mail in mails()] == ["ana@angra.example"]


def test_nobody_to_tell(client, upload, mails):
    assert upload("/sites/ANG/readings", "time,kw", "2026-04-14T08:00,80").json() == {"site": "ANG", "stored": 1, "fired": 1}
    assert upload("/sites/042/readings", "time,kw", "2026-04-14T08:00,80").json() == {"site": "042", "stored": 1, "fired": 0}
    assert upload("/sites/TAV/readings", "time,kw").json() == {"site": "TAV", "stored": 0, "fired": 0}
    assert upload("/sites/TAV/readings", "time,kw", "2026-04-14T08:00,much").status_code == 422
    assert mails() == []


def test_the_night_tells_too(command, mails, data, get):
    import sqlite3

    with sqlite3.connect(data / "grid.sqlite3") as db:
        db.execute("UPDATE readings SET kw = 890 WHERE site = 'TAV' AND hour = 1776096000")
    done = command("grid_forecast.nightly", "--site", "TAV")
    assert done.returncode == 0 and "TAV alarm 1 fired 1 times" in done.stdout
    assert [mail["to"] for mail in mails()] == ["ines@tavira.example", "posto@tavira.example"]
