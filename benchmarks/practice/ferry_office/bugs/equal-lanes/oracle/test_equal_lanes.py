from decimal import Decimal

from ferry_office import deck
from ferry_office.models import Lane, Vehicle


def vehicle(plate, length, height="1.60"):
    return Vehicle(plate=plate, length_m=Decimal(length), height_m=Decimal(height))


def lane(number, length, clearance="4.60"):
    return Lane(number=number, length_m=Decimal(length), clearance_m=Decimal(clearance))


def stand(loads):
    return sorted([one.plate for one in load.vehicles] for load in loads)


def test_the_ship_with_equal_lanes(quay):
    answer = quay.get("/api/sailings/K103/deck")
    assert answer.status_code == 200
    body = answer.json()
    assert [one["lane"] for one in body["lanes"]] == [1, 2]
    assert sorted((one["free_m"], one["vehicles"]) for one in body["lanes"]) == [("17.50", ["LOR-965"]), ("19.50", ["LOR-803"])]
    assert body["left_behind"] == []


def test_an_empty_deck_of_equal_lanes(quay):
    assert quay.get("/api/sailings/K201/deck").json() == {
        "lanes": [{"lane": 1, "free_m": "32.00", "vehicles": []}, {"lane": 2, "free_m": "32.00", "vehicles": []}], "left_behind": []}


def test_other_ships_stay_as_they_were(quay):
    assert quay.get("/api/sailings/K101/deck").json() == {
        "lanes": [{"lane": 1, "free_m": "29.50", "vehicles": ["LOR-202"]}, {"lane": 2, "free_m": "25.00", "vehicles": ["ABC-123"]},
                  {"lane": 3, "free_m": "20.00", "vehicles": []}],
        "left_behind": []}
    assert quay.get("/api/sailings/K104/deck").json() == {"lanes": [], "left_behind": []}
    assert quay.get("/api/sailings/K301/deck").status_code == 409


def test_lanes_that_become_equal():
    loads, left = deck.plan([lane(1, "30"), lane(2, "20")], [vehicle("A", "9.50"), vehicle("B", "8"), vehicle("C", "7")])
    assert [load.lane.number for load in loads] == [1, 2]
    assert stand(loads) in ([["A"], ["B", "C"]], [["A", "C"], ["B"]], [["A", "B"], ["C"]])
    assert left == []


def test_equal_lanes_share_the_load():
    loads, left = deck.plan([lane(1, "20"), lane(2, "20"), lane(3, "20", "2.00")], [
        vehicle("A", "19", "4"), vehicle("B", "18", "4"), vehicle("C", "17", "4"), vehicle("D", "16")])
    assert stand(loads) == [["A"], ["B"], ["D"]]
    assert [one.plate for one in left] == ["C"]
    assert [one.plate for one in loads[2].vehicles] == ["D"]
