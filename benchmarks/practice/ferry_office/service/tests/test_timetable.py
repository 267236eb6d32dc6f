import datetime

import pytest

from ferry_office import queries
from ferry_office.errors import Unknown


def numbers(answer):
    return [one["number"] for one in answer.json()["sailings"]]


def test_list_from_now_on(visitor):
    assert numbers(visitor.get("/api/sailings?origin=sun")) == ["K102", "K201", "K202"]


def test_list_reads_local_time(visitor):
    assert numbers(visitor.get("/api/sailings?origin=HAV&departs_after=2026-07-10T11:00")) == ["K103", "K105", "K301", "K110"]


def test_list_refuses_nonsense(visitor):
    answer = visitor.get("/api/sailings?departs_after=soon")
    assert answer.status_code == 400
    assert answer.json() == {"error": "departs_after: not a date and time"}


def test_detail(visitor):
    assert visitor.get("/api/sailings/K201").json() == {
        "number": "K201", "origin": "SUN", "destination": "VIK", "departs_at": "2026-07-10T10:15+03:00",
        "arrives_at": "2026-07-10T11:15+03:00", "vessel": "Birka", "status": "scheduled"}
    assert visitor.get("/api/sailings/K999").status_code == 404


def test_connections_change_once(visitor):
    ways = visitor.get("/api/connections?origin=HAV&destination=VIK").json()["connections"]
    assert [[leg["number"] for leg in way["legs"]] for way in ways] == [["K101", "K201"], ["K103", "K202"]]
    assert [way["changes"] for way in ways] == [1, 1]


def test_connections_after_an_utc_time(visitor):
    ways = visitor.get("/api/connections?origin=HAV&destination=SUN&departs_after=2026-07-10T06:00Z").json()["connections"]
    assert [way["legs"][0]["number"] for way in ways] == ["K103", "K105", "K110"]


def test_connections_need_both_ports(visitor):
    assert visitor.get("/api/connections?origin=HAV").status_code == 400


def test_board(visitor):
    page = visitor.get("/").content.decode()
    assert "Departures 10 July 2026" in page
    assert page.index("K101") < page.index("K202") < page.index("K104")
    assert '<a href="/vessels/2">Birka</a>' in page
    assert "No departures" in visitor.get("/?day=2026-08-01").content.decode()
    assert visitor.get("/?day=2026-13-01").status_code == 400


def test_vessel_page(visitor):
    assert "Lane 3: 20.00 m" in visitor.get("/vessels/1").content.decode()
    assert "No car deck" in visitor.get("/vessels/3").content.decode()
    assert visitor.get("/vessels/99").status_code == 404


def test_day_is_local():
    assert [one.number for one in queries.sailings_of_day(datetime.date(2026, 7, 9))] == ["K090"]


def test_dangerous_goods():
    sailing, vehicles = queries.dangerous_goods("K101")
    assert sailing.number == "K101"
    assert [one.un_number for one in vehicles] == ["1202"]


def test_dangerous_goods_of_two_vehicles():
    sailing, vehicles = queries.dangerous_goods("K103")
    assert sailing.number == "K103"
    assert [one.un_number for one in vehicles] == ["1203", "1965"]


def test_no_dangerous_goods():
    with pytest.raises(Unknown):
        queries.dangerous_goods("K102")
