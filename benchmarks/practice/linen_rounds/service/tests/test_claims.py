from linen_rounds import clock
from linen_rounds.domain.models import Claim
from linen_rounds.services import claims


def claim(world, customer, state="open", pieces=2, opened="2026-03-02T09:00"):
    return world.save(
        Claim(customer=customer, item_type=world.towel, pieces=pieces, state=state, opened_at=clock.moment(opened))
    )


def test_file(world):
    guest = world.browser("pine", "customer", world.pine)
    assert guest.post("/portal/claims", item="TOWEL", pieces="3", note="After Monday").status_code == 303
    assert "<td>Towel</td><td>3</td><td>open</td><td>After Monday</td>" in guest.get("/portal/claims").text
    assert guest.post("/portal/claims", item="", pieces="3").status_code == 422


def test_decide(world):
    ann, found = world.browser("ann"), claim(world, world.pine)
    assert ann.post(f"/office/claims/{found.id}/decide", verdict="perhaps").status_code == 422
    assert ann.post(f"/office/claims/{found.id}/decide", verdict="accept").status_code == 303
    assert world.fresh(found).state == "accepted"
    assert ann.post(f"/office/claims/{found.id}/decide", verdict="reject").status_code == 409


def test_list(world):
    claim(world, world.pine)
    claim(world, world.bay, "rejected")
    ann = world.browser("ann")
    page = ann.get("/office/claims?state=rejected").text
    assert "<td>BAY</td>" in page
    assert "<td>PINE</td>" not in page
    assert ann.get("/office/claims?state=lost").status_code == 422


def test_tally(world):
    found = [claim(world, world.pine), claim(world, world.bay, "rejected"), claim(world, world.bay)]
    counts = claims.tally(found)
    assert (counts["open"], counts["accepted"], counts["rejected"]) == (2, 0, 1)
