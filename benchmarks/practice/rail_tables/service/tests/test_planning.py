import pandas as pd
import pytest

from rail_tables import planning, timebase
from rail_tables.faults import Unreadable


def test_clock():
    assert timebase.parse_clock("07:03") == 423
    assert timebase.parse_clock("25:10") == 1510


@pytest.mark.parametrize("text", ["", "7", "12:60", "noon"])
def test_no_clock(text):
    with pytest.raises(Unreadable):
        timebase.parse_clock(text)


def test_planned_in_two_zones():
    rows = pd.DataFrame({"day": pd.to_datetime(["2026-03-10"] * 3), "zone": ["Europe/London", "Europe/Rome", "Europe/London"], "clock": [600.0, 600.0, None]})
    found = planning.planned(rows, "clock")
    assert found[0] == pd.Timestamp("2026-03-10T10:00Z")
    assert found[1] == pd.Timestamp("2026-03-10T09:00Z")
    assert found[2] is pd.NaT


def test_planned_after_midnight():
    rows = pd.DataFrame({"day": pd.to_datetime(["2026-07-10"]), "zone": ["Europe/Berlin"], "clock": [1510.0]})
    assert planning.planned(rows, "clock")[0] == pd.Timestamp("2026-07-10T23:10Z")


def test_planned_nothing():
    rows = pd.DataFrame({"day": pd.to_datetime([]), "zone": [], "clock": []})
    assert len(planning.planned(rows, "clock")) == 0


def test_board(get):
    found = get("/stations/ZUE/board?day=2026-03-19")
    assert [item["train"] for item in found["items"]] == ["IC5", "IC7", "NJ402"]
    assert found["items"][0]["planned"] == "2026-03-19T08:10:00+01:00"
    assert found["items"][0]["towards"] == "CHI"


def test_board_in_the_zone_of_the_station(get):
    item = get("/stations/LIL/board?day=2026-03-19&kind=arrivals")["items"][0]
    assert (item["train"], item["planned"], item["towards"]) == ("9031", "2026-03-19T11:54:00+01:00", "STP")


def test_board_from(get):
    assert [item["train"] for item in get("/stations/ZUE/board?day=2026-03-19&from=20:00")["items"]] == ["IC7", "NJ402"]


def test_board_today(get):
    assert get("/stations/MIL/board")["day"] == "2026-03-20"


def test_board_of_nowhere(client):
    assert client.get("/stations/XXX/board").status_code == 404
    assert client.get("/stations/ZUE/board?kind=both").status_code == 422


def test_train(get):
    found = get("/trains/LUS335?day=2026-03-20")
    assert found["operator"] == "IBE"
    assert [stop["station"] for stop in found["stops"]] == ["MAD", "LIS"]
    assert found["stops"][0]["arrives"] is None and found["stops"][1]["departs"] is None
    assert found["stops"][1]["arrives"] == "2026-03-21T06:20:00+00:00"


def test_train_with_delays(get):
    stops = {stop["station"]: stop for stop in get("/trains/2040?day=2026-03-19")["stops"]}
    assert stops["CHI"]["minutes"] == 18 and stops["MIL"]["minutes"] is None


def test_unknown_trains(client):
    assert client.get("/trains/1?day=2026-03-20").status_code == 404
    assert client.get("/trains/0815?day=2026-03-21").status_code == 404
