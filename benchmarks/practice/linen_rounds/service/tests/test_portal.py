def test_home(world):
    world.bag("PB-1", world.door, "2026-03-02T07:00", TOWEL=4)
    world.bag("BB-1", world.ward, "2026-03-02T08:00")
    page = world.browser("pine", "customer", world.pine).get("/portal/").text
    assert "<td>PB-1</td><td>PINE-1</td><td>counted</td><td>02.03.2026 07:00</td><td>–</td>" in page
    assert "BB-1" not in page


def test_bag(world):
    bag = world.bag("PB-1", world.door, "2026-03-02T07:00", TOWEL=4, GOWN=2)
    bag.lines[0].declared = 3
    world.save(bag)
    page = world.browser("pine", "customer", world.pine).get("/portal/bags/PB-1").text
    assert "<td>Towel</td><td>4</td><td>3</td><td>1</td>" in page
    assert "<td>Gown</td><td>2</td><td>–</td><td>–</td>" in page
    assert world.browser("bay", "customer", world.bay).get("/portal/bags/PB-1").status_code == 404
