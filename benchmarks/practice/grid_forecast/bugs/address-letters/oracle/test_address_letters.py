import pytest


def subscribe(client, alarm, address):
    return client.post(f"/alarms/{alarm}/subscriptions", json={"address": address})


@pytest.mark.parametrize("address", ["Ines@tavira.example", "INES@TAVIRA.EXAMPLE", " ines@tavira.example ", "ines@Tavira.Example\n"])
def test_twice_in_other_letters(client, get, address):
    answer = subscribe(client, 1, address)
    assert (answer.status_code, answer.json()["error"]) == (409, "already")
    assert get("/alarms/1/subscriptions")["addresses"] == ["ines@tavira.example", "posto@tavira.example"]


def test_capitals_first(client, get):
    answer = subscribe(client, 3, "Ana.Luz@ODE.example")
    assert (answer.status_code, answer.json()) == (201, {"alarm": 3, "address": "ana.luz@ode.example"})
    for again in ("Ana.Luz@ODE.example", "ana.luz@ode.example"):
        answer = subscribe(client, 3, again)
        assert (answer.status_code, answer.json()["error"]) == (409, "already")
    assert get("/alarms/3")["subscribers"] == 1


def test_other_alarms_and_addresses(client, get):
    assert subscribe(client, 2, "Ines@tavira.example").status_code == 201
    assert subscribe(client, 1, "Ines2@tavira.example").status_code == 201
    assert get("/alarms/1/subscriptions")["addresses"] == ["ines2@tavira.example", "ines@tavira.example", "posto@tavira.example"]
    assert get("/alarms/2/subscriptions")["addresses"] == ["ines@tavira.example"]


def test_as_it_stands(client):
    answer = subscribe(client, 1, "ines@tavira.example")
    assert (answer.status_code, answer.json()["error"]) == (409, "already")


def test_refusals(client, get):
    for address in ("", "ines", "ines@", "@tavira.example", "a b@tavira.example", "ines@tavira"):
        assert subscribe(client, 1, address).status_code == 422
    assert subscribe(client, 99, "Ines@tavira.example").status_code == 404
    assert get("/alarms/1")["subscribers"] == 2


def test_everybody_gets_one_message(client, upload, command, mails):
    subscribe(client, 1, "Ines@Tavira.example")
    upload("/sites/TAV/readings", "time,kw", "2026-04-14T08:00,900")
    assert command("grid_forecast.nightly", "--site", "TAV").returncode == 0
    assert [mail["to"] for mail in mails()] == ["ines@tavira.example", "posto@tavira.example"]
