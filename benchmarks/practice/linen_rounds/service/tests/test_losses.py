from linen_rounds import clock
from linen_rounds.domain.models import Claim


def test_losses(world):
    world.bag("PB-1", world.door, "2026-02-28T23:59", TOWEL=10)
    world.bag("PB-2", world.door, "2026-03-02T07:00", TOWEL=40, GOWN=5)
    for state in ("accepted", "rejected", "open"):
        world.save(
            Claim(
                customer=world.pine,
                item_type=world.towel,
                pieces=3,
                state=state,
                opened_at=clock.moment("2026-03-03T10:00"),
            )
        )
    ann = world.browser("ann")
    answer = ann.get("/office/losses.csv?from=2026-03-01&to=2026-03-31")
    assert answer.mimetype == "text/csv"
    assert answer.text == "item,name,washed,lost\nGOWN,Gown,5,0\nTOWEL,Towel,40,3\n"
    assert "<td>Towel</td><td>40</td><td>3</td>" in ann.get("/office/losses?from=2026-03-01&to=2026-03-31").text
    assert ann.get("/office/losses?from=March&to=2026-03-31").status_code == 422
