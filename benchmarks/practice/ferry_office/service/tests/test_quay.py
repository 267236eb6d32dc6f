from decimal import Decimal

from ferry_office import deck
from ferry_office.models import AuditEntry, Lane, Passenger, Vehicle


def scan(client, name):
    return client.post("/api/scan", {"passenger": Passenger.objects.get(name=name).pk}, content_type="application/json")


def vehicle(plate, length, height="1.60"):
    return Vehicle(plate=plate, length_m=Decimal(length), height_m=Decimal(height))


def lane(number, length, clearance="4.60"):
    return Lane(number=number, length_m=Decimal(length), clearance_m=Decimal(clearance))


def test_scan(quay):
    assert scan(quay, "Aino Laine").json() == {
        "passenger": "Aino Laine", "gate": "Quay 1", "scanned_at": "2026-07-10T06:00+03:00", "repeated": False}
    assert AuditEntry.objects.filter(reference="B-1001", action="check-in").count() == 1
    assert quay.get("/api/sailings/K101/gate").json() == {"sailing": "K101", "boarded": 2, "expected": 3}


def test_scan_twice(quay):
    first = scan(quay, "Veikko Laine").json()
    assert scan(quay, "Veikko Laine").json() == {**first, "repeated": True}
    assert AuditEntry.objects.filter(reference="B-1001", action="check-in").count() == 1


def test_scan_of_a_cancelled_booking(quay):
    assert scan(quay, "Lars Öst").status_code == 409


def test_plan_fills_the_roomiest_lane():
    loads, left = deck.plan([lane(1, "20"), lane(2, "30")], [vehicle("A", "12"), vehicle("B", "5"), vehicle("C", "5")])
    assert [[one.plate for one in load.vehicles] for load in loads] == [["B"], ["A", "C"]]
    assert left == []


def test_plan_minds_the_clearance():
    loads, left = deck.plan([lane(1, "30", "2.20"), lane(2, "12")], [vehicle("HIGH", "9", "3.90"), vehicle("LONG", "14", "3.90")])
    assert [[one.plate for one in load.vehicles] for load in loads] == [[], ["HIGH"]]
    assert [one.plate for one in left] == ["LONG"]


def test_plan_of_equal_lanes():
    loads, _ = deck.plan([lane(1, "20"), lane(2, "20")], [vehicle("A", "5"), vehicle("B", "5"), vehicle("C", "4")])
    assert [[one.plate for one in load.vehicles] for load in loads] == [["A", "C"], ["B"]]


def test_deck_plan(quay):
    assert quay.get("/api/sailings/K101/deck").json() == {
        "lanes": [{"lane": 1, "free_m": "29.50", "vehicles": ["LOR-202"]}, {"lane": 2, "free_m": "25.00", "vehicles": ["ABC-123"]},
                  {"lane": 3, "free_m": "20.00", "vehicles": []}],
        "left_behind": []}
    assert quay.get("/api/sailings/K301/deck").status_code == 409


def test_dangerous_goods(quay):
    assert quay.get("/api/sailings/K101/dangerous-goods").json() == {
        "sailing": "K101", "vessel": "Aura", "goods": [{"un": "1202", "plate": "LOR-202", "booking": "B-1005"}]}
    assert quay.get("/api/sailings/K102/dangerous-goods").status_code == 404


def test_manifest(quay):
    lines = quay.get("/api/sailings/K101/manifest.csv").content.decode().splitlines()
    assert lines == ["name,kind,booking", "Aino Laine,adult,B-1001", "Paavo Niemi,adult,B-1005", "Veikko Laine,child,B-1001"]
    assert "Paavo Niemi (adult), B-1005" in quay.get("/sailings/K101/manifest").content.decode()
