def times(found):
    return [(stop["station"], stop["arrives"], stop["departs"]) for stop in found["stops"]]


def planned(found):
    return [(item["train"], item["planned"], item["expected"]) for item in found["items"]]


def test_night_without_the_hour(get):
    assert times(get("/trains/NJ401?day=2026-03-28")) == [
        ("HAM", None, "2026-03-28T20:50:00+01:00"),
        ("FRE", "2026-03-29T03:30:00+02:00", "2026-03-29T03:34:00+02:00"),
        ("BAS", "2026-03-29T04:20:00+02:00", "2026-03-29T04:40:00+02:00"),
        ("ZUE", "2026-03-29T05:35:00+02:00", None),
    ]


def test_night_with_the_hour_twice(get):
    assert times(get("/trains/NJ401?day=2026-10-24")) == [
        ("HAM", None, "2026-10-24T20:50:00+02:00"),
        ("FRE", "2026-10-25T02:30:00+02:00", "2026-10-25T02:34:00+02:00"),
        ("BAS", "2026-10-25T02:20:00+01:00", "2026-10-25T02:40:00+01:00"),
        ("ZUE", "2026-10-25T03:35:00+01:00", None),
    ]


def test_ordinary_nights(get):
    assert times(get("/trains/NJ401?day=2026-03-29"))[1:3] == [
        ("FRE", "2026-03-30T02:30:00+02:00", "2026-03-30T02:34:00+02:00"),
        ("BAS", "2026-03-30T03:20:00+02:00", "2026-03-30T03:40:00+02:00"),
    ]
    assert times(get("/trains/NJ402?day=2026-01-15"))[2] == ("FRE", "2026-01-16T00:02:00+01:00", "2026-01-16T00:04:00+01:00")
    assert times(get("/trains/NJ402?day=2026-03-28")) == [
        ("ZUE", None, "2026-03-28T21:59:00+01:00"),
        ("BAS", "2026-03-28T22:55:00+01:00", "2026-03-28T23:13:00+01:00"),
        ("FRE", "2026-03-29T00:02:00+01:00", "2026-03-29T00:04:00+01:00"),
        ("HAM", "2026-03-29T08:40:00+02:00", None),
    ]


def test_board_of_that_night(get):
    assert planned(get("/stations/FRE/board?day=2026-03-28")) == [
        ("NJ402", "2026-03-29T00:04:00+01:00", "2026-03-29T00:04:00+01:00"),
        ("NJ401", "2026-03-29T03:34:00+02:00", "2026-03-29T03:34:00+02:00"),
    ]
    assert planned(get("/stations/BAS/board?day=2026-10-24&from=24:00")) == [("NJ401", "2026-10-25T02:40:00+01:00", "2026-10-25T02:40:00+01:00")]


def test_reports_of_that_night(get, report):
    report("2026-03-28", "NJ401", "FRE", 20)
    report("2025-10-25", "NJ401", "FRE", 5)
    found = {item["key"]: item["planned"] for item in get("/delays?station=FRE&line=NJ&limit=100")["items"]}
    assert found["2026-03-28/NJ401/FRE"] == "2026-03-29T01:30:00+00:00"
    assert found["2025-10-25/NJ401/FRE"] == "2025-10-26T00:30:00+00:00"
    assert found["2026-03-13/NJ401/FRE"] == "2026-03-14T01:30:00+00:00"
    assert len(found) == 16
    board = get("/stations/FRE/board?day=2026-03-28")
    assert planned(board)[1] == ("NJ401", "2026-03-29T03:34:00+02:00", "2026-03-29T03:54:00+02:00")
    newest = get("/delays?sort=planned&limit=1")["items"][0]
    assert newest["key"] == "2025-10-25/NJ401/FRE"


def test_other_zones_of_that_day(get):
    assert times(get("/trains/9052?day=2026-03-29")) == [
        ("PAR", None, "2026-03-29T18:13:00+02:00"),
        ("LIL", "2026-03-29T19:20:00+02:00", "2026-03-29T19:22:00+02:00"),
        ("STP", "2026-03-29T18:39:00+01:00", None),
    ]
    assert times(get("/trains/LUS335?day=2026-03-27"))[1] == ("LIS", "2026-03-28T06:20:00+00:00", None)


def test_planned_of_a_stop_without_time():
    import pandas as pd

    from rail_tables import planning

    rows = pd.DataFrame({"day": pd.to_datetime(["2026-03-28", "2026-03-28"]), "zone": ["Europe/Berlin"] * 2, "clock": [None, 1590.0]}, index=[7, 3])
    found = planning.planned(rows, "clock")
    assert list(found.index) == [7, 3] and found[7] is pd.NaT and found[3] == pd.Timestamp("2026-03-29T01:30Z")
