import json

import pytest


def usage(client, serial, month):
    answer = client.get(f"/meters/{serial}/usage", params={"month": month})
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize(
    ("serial", "month", "kwh"),
    [
        ("H-3002", "2026-03", "1805.4"),
        ("H-3002", "2026-01", "3295.9"),
        ("H-3002", "2025-12", "2449.6"),
        ("H-1009", "2026-03", "509.7"),
    ],
)
def test_an_estimate_is_what_was_used(client, serial, month, kwh):
    answer = client.post(f"/meters/{serial}/estimates/{month}")
    assert answer.status_code == 201
    assert (answer.json()["days"], str(answer.json()["kwh"])) == (31, kwh)
    assert usage(client, serial, month) == {"serial": serial, "month": month, "kwh": kwh, "estimated": True}


def test_the_bill_of_an_estimated_month(client):
    client.post("/meters/H-3002/estimates/2026-03")
    answer = client.get("/meters/H-3002/statement?month=2026-03")
    assert answer.status_code == 200
    assert (answer.json()["kwh"], answer.json()["estimated"]) == ("1805.4", True)
    assert [answer.json()[name] for name in ("net", "vat", "gross")] == ["219.19", "41.65", "260.84"]


def test_the_house(client):
    client.post("/meters/H-3002/estimates/2026-03")
    answer = client.get("/buildings/3/usage?month=2026-03").json()
    assert (answer["kwh"], [line["kwh"] for line in answer["meters"]]) == ("3747.7", ["1942.3", "1805.4"])


def test_estimated_twice(client):
    for _ in range(2):
        client.post("/meters/H-3002/estimates/2026-03")
    assert usage(client, "H-3002", "2026-03")["kwh"] == "1805.4"


def test_the_close_estimates_what_is_missing(database, client, capsys):
    from meter_watch import monthly_close

    monthly_close.main(["2026-03"])
    report = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert report["problems"] == {}
    assert len(report["issued"]) == 7
    last = client.get("/statements/2026-03-0007").json()
    assert (last["serial"], last["kwh"], last["estimated"], last["gross"]) == ("H-3002", "1805.4", True, "260.84")


def test_measured_wins(client):
    assert client.post("/meters/H-1001/estimates/2026-03").status_code == 201
    assert usage(client, "H-1001", "2026-03") == {
        "serial": "H-1001",
        "month": "2026-03",
        "kwh": "750.6",
        "estimated": False,
    }


def test_nothing_is_made_up(client):
    assert client.post("/meters/H-3002/estimates/2026-04").status_code == 409
    assert client.get("/meters/H-3002/usage?month=2026-03").status_code == 409
