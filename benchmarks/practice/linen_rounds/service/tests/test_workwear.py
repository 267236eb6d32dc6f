import pytest

from linen_rounds.domain.models import Item
from linen_rounds.services import workwear


@pytest.mark.parametrize(("wearer", "shown"), [("Mari Tamm", "MT"), ("anu", "A"), ("Jo Ann Berg", "JAB")])
def test_initials(wearer, shown):
    assert workwear.initials(wearer) == shown


def test_initials_of_odd_names():
    assert [workwear.initials(wearer) for wearer in ("Mari  Tamm", " Anu ", "", None)] == ["MT", "A", "pool", "pool"]


def test_washed(world):
    world.save(Item(chip="C-1", customer=world.pine, item_type=world.gown, wearer="Mari Tamm"))
    answer = world.scan("POST", "/pieces/c-1/washed", {"at": "2026-03-04T09:00:00+02:00"})
    assert (answer.json["washes"], answer.json["seen_at"]) == (1, "2026-03-04T07:00:00+00:00")
    assert world.scan("POST", "/pieces/C-2/washed", {}).status_code == 404
    page = world.browser("pine", "customer", world.pine).get("/portal/workwear").text
    assert "<td>C-1</td><td>Gown</td><td>MT</td><td>1</td><td>04.03.2026 09:00</td>" in page


def test_register(world):
    ann = world.browser("ann")
    assert ann.post("/office/customers/PINE/pieces", chip="c-9", item="GOWN", wearer="Mari Tamm").status_code == 303
    assert "<td>C-9</td><td>GOWN</td><td>Mari Tamm</td><td>0</td>" in ann.get("/office/customers/PINE").text
