import pytest


def busy(ask, day):
    answer = ask("gate", "GET", f"/reports/hours?day={day}")
    assert (answer.status, answer.json["day"]) == (200, day)
    assert {str(hour) for hour in range(6, 18)} <= set(answer.json["hours"])
    return {int(hour): count for hour, count in answer.json["hours"].items() if count}


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2026-05-06", {6: 1, 9: 1}),
        ("2026-05-19", {14: 1}),
        ("2026-05-27", {16: 1}),
        ("2026-06-02", {8: 1, 10: 1}),
        ("2026-06-03", {17: 1}),
        ("2026-06-04", {11: 1, 14: 1}),
        ("2026-06-16", {}),
    ],
)
def test_summer(ask, day, hours):
    assert busy(ask, day) == hours


def test_winter_and_the_days_of_the_change(ask, sql):
    times = ["2026-01-20T06:10", "2026-01-20T17:50", "2026-03-28T06:30", "2026-03-30T05:30", "2026-10-26T06:15"]
    for number, time in enumerate(times, start=30001):
        sql(
            "INSERT INTO tickets (number, plate, product, tare_kg, gross_kg, state, weighed_in_at, weighed_out_at) "
            "VALUES (?, 'X1', 'DUST', 1000, 2000, 'out', ?, ?)",
            *(number, f"{time}:00+00:00", f"{time}:30+00:00"),
        )
    assert busy(ask, "2026-01-20") == {6: 1, 17: 1}
    assert busy(ask, "2026-03-28") == {6: 1}
    assert busy(ask, "2026-03-30") == {6: 1}
    assert busy(ask, "2026-10-26") == {6: 1}


def test_the_rest(ask):
    assert ask("gate", "GET", "/reports/hours?day=x").status == 422
    assert ask(None, "GET", "/reports/hours").status == 401
    assert ask("gate", "GET", "/reports/day?day=2026-05-06").json["loads"] == 2
    assert ask("gate", "GET", "/tickets/20311").json["weighed_out_at"] == "2026-05-06T05:41:00+00:00"
