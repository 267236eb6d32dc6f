def test_key(world):
    answer = world.scan("GET", "/items", key="lost")
    assert (answer.status_code, answer.json["error"]) == (401, "unknown_key")
    assert [item["code"] for item in world.scan("GET", "/items").json["items"]] == ["GOWN", "TOWEL"]


def test_collect(world):
    answer = world.scan("POST", "/bags", {"tag": "pb-1", "site": "PINE-1", "weight_g": 8200})
    assert answer.status_code == 201
    assert answer.json["tag"] == "PB-1"
    assert answer.json["collected_at"] == "2026-03-04T10:00:00+00:00"
    assert world.scan("POST", "/bags", {"tag": "PB-1", "site": "PINE-1"}).status_code == 409
    assert world.scan("POST", "/bags", {"tag": "PB-2", "site": "NOWHERE"}).status_code == 404
    assert world.scan("POST", "/bags", {"site": "PINE-1"}).status_code == 422


def test_collected_on_the_way(world):
    data = {"tag": "PB-1", "site": "PINE-1", "at": "2026-03-04T07:30:00"}
    assert world.scan("POST", "/bags", data).json["collected_at"] == "2026-03-04T05:30:00+00:00"
    late = {"tag": "PB-2", "site": "PINE-1", "at": "2026-03-04T12:01:00"}
    assert world.scan("POST", "/bags", late).json["error"] == "in_the_future"


def test_count(world):
    bag = world.bag("PB-1", world.door, "2026-03-04T07:30")
    lines = [{"item": "TOWEL", "counted": 12}, {"item": "GOWN", "counted": 3}]
    answer = world.scan("POST", "/bags/PB-1/count", {"lines": lines})
    assert [(line["item"], line["counted"]) for line in answer.json["lines"]] == [("TOWEL", 12), ("GOWN", 3)]
    assert world.fresh(bag).state == "counted"


def test_bad_counts(world):
    world.bag("PB-1", world.door, "2026-03-04T07:30")
    for lines, status in (([{"item": "TOWEL", "counted": -1}], 422), ([], 422), ([{"item": "ROBE", "counted": 1}], 404)):
        assert world.scan("POST", "/bags/PB-1/count", {"lines": lines}).status_code == status
    assert world.scan("POST", "/bags/PB-1/count", [1]).status_code == 400


def test_slip(world):
    world.bag("PB-1", world.door, "2026-03-04T07:30")
    lines = [{"item": "TOWEL", "counted": 12, "declared": 14}, {"item": "GOWN", "counted": 3}]
    found = world.scan("POST", "/bags/PB-1/count", {"lines": lines}).json["lines"]
    assert [(line["declared"], line["difference"]) for line in found] == [(14, -2), (None, None)]


def test_second_firmware(world):
    world.bag("PB-1", world.door, "2026-03-04T07:30")
    found = world.scan("POST", "/bags/PB-1/count", {"lines": {"TOWEL": 12}}).json["lines"]
    assert found == [{"item": "TOWEL", "counted": 12, "declared": None, "difference": None}]


def test_return(world):
    world.bag("PB-1", world.door, "2026-03-03T07:30", TOWEL=4)
    assert world.scan("POST", "/bags/pb-1/return").json["returned_at"] == "2026-03-04T10:00:00+00:00"
    assert world.scan("POST", "/bags/PB-1/return").json["error"] == "not_counted"


def test_next_trip(world):
    world.bag("PB-1", world.door, "2026-03-02T07:00", TOWEL=4)
    world.scan("POST", "/bags/PB-1/return")
    world.scan("POST", "/bags", {"tag": "PB-1", "site": "BAY-1"})
    found = world.scan("GET", "/bags/PB-1").json
    assert (found["site"], found["state"]) == ("BAY-1", "collected")
