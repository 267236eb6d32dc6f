from ferry_office.models import Booking, Vehicle


def goods(client, number):
    answer = client.get(f"/api/sailings/{number}/dangerous-goods")
    assert answer.status_code == 200
    return answer.json()


ALL = [{"un": "1203", "plate": "LOR-803", "booking": "B-1003"}, {"un": "1965", "plate": "LOR-965", "booking": "B-1004"}]


def test_two_bookings(quay):
    assert goods(quay, "K103") == {"sailing": "K103", "vessel": "Birka", "goods": ALL}


def test_two_vehicles_of_one_booking(quay):
    Vehicle.objects.create(booking=Booking.objects.get(reference="B-1005"), kind="van", plate="AAA-1", length_m="6", height_m="2",
                           un_number="1202", hazardous=True)
    assert goods(quay, "K101") == {"sailing": "K101", "vessel": "Aura", "goods": [
        {"un": "1202", "plate": "AAA-1", "booking": "B-1005"}, {"un": "1202", "plate": "LOR-202", "booking": "B-1005"}]}


def test_one_left(quay):
    Booking.objects.filter(reference="B-1003").update(status="cancelled")
    assert goods(quay, "K103") == {"sailing": "K103", "vessel": "Birka", "goods": ALL[1:]}
    Booking.objects.filter(reference="B-1004").update(status="cancelled")
    assert quay.get("/api/sailings/K103/dangerous-goods").status_code == 404


def test_single_and_none(quay, visitor):
    assert goods(quay, "K101")["goods"] == [{"un": "1202", "plate": "LOR-202", "booking": "B-1005"}]
    for number in ("K102", "K301", "K999"):
        assert quay.get(f"/api/sailings/{number}/dangerous-goods").status_code == 404
    assert visitor.get("/api/sailings/K103/dangerous-goods").status_code == 401
