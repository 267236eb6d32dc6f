import pytest


def put(client, name, *periods):
    given = [{"from": start, "to": end, "cents": cents} for start, end, cents in periods]
    answer = client.put(f"/tariffs/{name}", json={"periods": given})
    assert (answer.status_code, answer.json()) == (200, {"name": name, "periods": given})
    return given


def costs(client, get, name, code="042", day="2026-03-02"):
    assert client.patch(f"/sites/{code}", json={"tariff": name}).status_code == 200
    return [each["cost"] for each in get(f"/sites/{code}/bill?day={day}")["hours"]]


def flat(upload, kw=100):
    lines = [f"2026-03-02T{hour:02}:00,{kw}" for hour in range(24)]
    assert upload("/sites/042/readings", "time,kw", *lines).status_code == 201


@pytest.mark.parametrize(("start", "end"), [(22, 6), (23, 1), (1, 0), (12, 11), (20, 8)])
def test_over_midnight(client, get, upload, start, end):
    flat(upload)
    put(client, "n", (start, end, "10"), (end, start, "20.5"))
    inside = {(start + step) % 24 for step in range((end - start) % 24)}
    assert costs(client, get, "n") == ["10.00" if hour in inside else "20.50" for hour in range(24)]


def test_three_periods(client, get, upload):
    flat(upload, 50)
    given = put(client, "three", (7, 12, "20"), (12, 21, "30.4"), (21, 7, "8"))
    assert costs(client, get, "three") == ["4.00"] * 7 + ["10.00"] * 5 + ["15.20"] * 9 + ["4.00"] * 3
    assert get("/sites/042/bill?day=2026-03-02")["total"] == "226.80"
    assert get("/tariffs/three") == {"name": "three", "periods": given}


def test_one_period(client, get, upload):
    flat(upload)
    for name, start, end in (("day", 0, 24), ("other", 5, 24)):
        if name == "day":
            put(client, name, (start, end, "11"))
        else:
            put(client, name, (start, end, "11"), (0, 5, "11"))
        assert costs(client, get, name) == ["11.00"] * 24


def test_up_to_midnight_said_as_zero(client, get, upload):
    flat(upload)
    put(client, "zero", (6, 0, "20"), (0, 6, "10"))
    assert costs(client, get, "zero") == ["10.00"] * 6 + ["20.00"] * 18


def test_gaps_in_the_readings_stay_unknown(client, get):
    put(client, "n", (22, 6, "10"), (6, 22, "20"))
    found = costs(client, get, "n", code="TAV", day="2026-03-10")
    assert [hour for hour, cost in enumerate(found) if cost is None] == [3, 4, 5]


def test_the_day_tariff(client, get):
    found = get("/sites/TAV/bill?day=2026-03-02")
    assert (found["hours"][0]["cost"], found["hours"][23]["cost"], found["total"]) == ("44.43", "66.74", "2170.76")


def test_what_is_no_tariff(client):
    for periods in ([{"from": 22, "to": 5, "cents": "1"}, {"from": 6, "to": 22, "cents": "1"}], [{"from": 3, "to": 3, "cents": "1"}]):
        assert client.put("/tariffs/odd", json={"periods": periods}).status_code == 422
    assert client.get("/tariffs/odd").status_code == 404
    assert client.get("/sites/ODE/bill?day=2026-03-02").status_code == 409
