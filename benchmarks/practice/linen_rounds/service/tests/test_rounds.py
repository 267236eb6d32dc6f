from linen_rounds.domain.models import Round, Stop


def test_sheet(world):
    north = world.save(Round(code="N", name="North", weekdays="35"))
    world.save(
        Stop(round=north, site=world.ward, position=2, note="Lift is broken"),
        Stop(round=north, site=world.door, position=1),
    )
    world.bag("PB-1", world.door, "2026-03-02T07:00", TOWEL=4)
    world.bag("PB-2", world.door, "2026-03-03T07:00")
    sheet = world.scan("GET", "/rounds/n/sheet?day=2026-03-04").json
    assert [(stop["site"], stop["note"], stop["to_return"]) for stop in sheet["stops"]] == [
        ("PINE-1", None, 1),
        ("BAY-1", "Lift is broken", 0),
    ]
    assert world.scan("GET", "/rounds/N/sheet?day=2026-03-05").status_code == 409
    page = world.browser("ann").get("/office/rounds/N?day=2026-03-06").text
    assert "<td>PINE-1</td><td>Back door</td><td>–</td><td>1</td>" in page
