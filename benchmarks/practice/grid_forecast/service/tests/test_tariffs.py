def test_tariff(client):
    assert client.get("/tariffs/household").json()["periods"][0] == {"from": 0, "to": 7, "cents": "11.2"}
    assert client.get("/tariffs/none").status_code == 404


def test_bill_of_a_day(client):
    found = client.get("/sites/TAV/bill?day=2026-03-02").json()
    assert found["hours"][0] == {"hour": "2026-03-02T00:00:00+00:00", "cost": "44.43"}
    assert len(found["hours"]) == 24
    assert found["total"] == "2170.76"


def test_bill_of_a_day_with_gaps(client):
    hours = client.get("/sites/TAV/bill?day=2026-03-10").json()["hours"]
    assert [each["hour"][11:13] for each in hours if each["cost"] is None] == ["03", "04", "05"]


def test_a_price_over_midnight(client):
    periods = [{"from": 22, "to": 6, "cents": "10"}, {"from": 6, "to": 22, "cents": "20.5"}]
    assert client.put("/tariffs/night", json={"periods": periods}).json() == {"name": "night", "periods": periods}
    client.patch("/sites/TAV", json={"tariff": "night"})
    assert client.get("/sites/TAV/bill?day=2026-03-02").json()["hours"][23]["cost"] == "47.67"


def test_what_is_no_tariff(client):
    for periods in (
        [{"from": 0, "to": 23, "cents": "1"}],
        [{"from": 0, "to": 25, "cents": "1"}],
        [{"from": 0, "to": 24, "cents": "-1"}],
        [{"from": 0, "to": 24, "cents": "cheap"}],
        [],
    ):
        assert client.put("/tariffs/odd", json={"periods": periods}).status_code == 422


def test_no_tariff(client):
    answer = client.get("/sites/ODE/bill?day=2026-03-02")
    assert (answer.status_code, answer.json()["error"]) == (409, "no-tariff")
