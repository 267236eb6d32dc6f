import pytest

BACK = {
    "new_serial": "H-1002",
    "at": "2026-03-20T10:00:00+01:00",
    "old_final_wh": 1_700_000,
    "new_start_wh": 42_310_000,
}


@pytest.fixture
def back(client):
    answer = client.post("/meters/H-1009/exchange", json=BACK)
    assert answer.status_code == 201
    readings = [("2026-03-25T09:00:00", "42.45"), ("2026-04-02T09:00:00", "42.62")]
    sent = [{"serial": "H-1002", "taken_at": at, "value": value} for at, value in readings]
    assert client.post("/readings", json={"readings": sent}).json()["accepted"] == 2
    return answer.json()


def test_the_line(client, back):
    assert (back["serial"], back["retired_at"]) == ("H-1002", None)
    assert back["line"] == ["H-1002", "H-1009", "H-1002"]
    assert client.get("/meters/H-1002").json()["line"] == ["H-1002", "H-1009", "H-1002"]
    between = client.get("/meters/H-1009").json()
    assert (between["line"], between["retired_at"]) == (["H-1002", "H-1009"], "2026-03-20T09:00:00Z")


@pytest.mark.parametrize(
    ("month", "kwh"), [("2025-12", "900.0"), ("2026-01", "970.0"), ("2026-02", "759.8"), ("2026-03", "660.8")]
)
def test_usage_of_the_place(client, back, month, kwh):
    answer = client.get("/meters/H-1002/usage", params={"month": month})
    assert (answer.status_code, answer.json()["kwh"], answer.json()["estimated"]) == (200, kwh, False)


@pytest.mark.parametrize(("month", "kwh"), [("2025-12", "900.0"), ("2026-01", "970.0"), ("2026-02", "759.8")])
def test_usage_while_the_other_hung_there(client, back, month, kwh):
    assert client.get("/meters/H-1009/usage", params={"month": month}).json()["kwh"] == kwh


def test_the_house(client, back):
    answer = client.get("/buildings/1/usage?month=2026-03").json()
    assert [(line["serial"], line["kwh"]) for line in answer["meters"]] == [
        ("H-1001", "750.6"),
        ("H-1002", "660.8"),
        ("H-1004", "675.5"),
    ]
    assert answer["kwh"] == "2086.8"


def test_the_bill(client, back):
    assert client.get("/meters/H-1002/statement?month=2026-03").json()["gross"] == "102.33"
    assert client.get("/meters/H-1009/statement?month=2026-01").status_code == 409


def test_there_and_back_again(client, back):
    again = {"new_serial": "H-1009", "at": "2026-04-10T10:00:00+02:00", "old_final_wh": 42_800_000}
    answer = client.post("/meters/H-1002/exchange", json=again)
    assert answer.status_code == 201
    assert answer.json()["line"] == ["H-1002", "H-1009", "H-1002", "H-1009"]
    assert client.get("/meters/H-1009/usage?month=2026-03").json()["kwh"] == "660.8"
    assert client.get("/meters/H-1009/usage?month=2026-01").json()["kwh"] == "970.0"
    left = client.get("/meters/H-1002").json()
    assert (left["line"], left["retired_at"]) == (["H-1002", "H-1009", "H-1002"], "2026-04-10T08:00:00Z")


def test_others_are_as_before(client, back):
    assert client.get("/meters/H-1004").json()["line"] == ["H-1003", "H-1004"]
    assert client.get("/meters/H-1004/usage?month=2026-02").json()["kwh"] == "920.0"
    assert client.post("/meters/H-1009/exchange", json=BACK).status_code == 409
