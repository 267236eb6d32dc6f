from io import StringIO

import pytest
from django.core.management import call_command

from seed_bank.models import Member, Request, Variety


def join(call, who, pk, name="Blaue Ungarin"):
    status, data = call(who, "post", "/api/requests", {"variety": pk(name)})
    assert status == 201, data
    return data["place"]


def leave(call, who, name="Blaue Ungarin"):
    mine = call(who, "get", "/api/me/requests")[1]["requests"]
    found = [each for each in mine if each["variety"] == name and each["state"] in ("waiting", "offered")]
    assert call(who, "delete", f"/api/requests/{found[0]['id']}")[1]["state"] == "withdrawn"


def queue(call, pk, name="Blaue Ungarin"):
    found = call("ada", "get", f"/api/varieties/{pk(name)}/queue")[1]["queue"]
    return [(each["card"], each["place"]) for each in found]


def test_the_first_has_left(call, pk):
    leave(call, "cai")
    assert join(call, "dora", pk) == 2
    assert queue(call, pk) == [("M-002", 1), ("M-004", 2)]


def test_the_last_has_left(call, pk):
    leave(call, "ben")
    assert join(call, "dora", pk) == 2
    assert queue(call, pk) == [("M-003", 1), ("M-004", 2)]


def test_all_have_left_and_come_again(call, pk):
    leave(call, "cai")
    leave(call, "ben")
    assert queue(call, pk) == []
    assert [join(call, who, pk) for who in ["ben", "dora", "cai"]] == [1, 2, 3]
    assert queue(call, pk) == [("M-002", 1), ("M-004", 2), ("M-003", 3)]


def test_in_turn(call, pk):
    for who, other in [("cai", "ben"), ("ben", "cai"), ("cai", "ben")]:
        leave(call, who)
        assert join(call, who, pk) == 2
        assert [card for card, _ in queue(call, pk)] == [{"cai": "M-003", "ben": "M-002"}[x] for x in (other, who)]


def test_after_done_ones(call, pk):
    variety = Variety.objects.get(name="Haferwurzel")
    Request.objects.filter(variety=variety, position=1).update(state="done")
    assert join(call, "ben", pk, "Haferwurzel") == 2
    assert join(call, "dora", pk, "Haferwurzel") == 3
    assert queue(call, pk, "Haferwurzel") == [("M-003", 1), ("M-002", 2), ("M-004", 3)]


def test_after_lapsed_offers(call, pk):
    call_command("nightly", stdout=StringIO())
    assert join(call, "dora", pk, "Forellenschluss") == 1
    assert join(call, "ben", pk, "Forelle") == 2
    assert queue(call, pk, "Forellenschluss") == [("M-004", 1), ("M-002", 2)]


def test_after_an_erased_member(call, pk):
    Member.objects.get(card="M-003").delete()
    assert join(call, "dora", pk) == 2
    assert queue(call, pk) == [("M-002", 1), ("M-004", 2)]


def test_no_position_twice(call, pk):
    leave(call, "ben")
    join(call, "dora", pk)
    leave(call, "dora")
    join(call, "ben", pk)
    positions = list(Request.objects.filter(variety__name="Blaue Ungarin").values_list("position", flat=True))
    assert len(positions) == len(set(positions)) == 4
    assert positions == sorted(positions)


def test_new_lists_and_refusals(call, pk, refused):
    assert [join(call, who, pk, "Teltower Rübchen") for who in ["dora", "ben"]] == [1, 2]
    refused(call("dora", "post", "/api/requests", {"variety": pk("Teltower Rübchen")}), 409)
    refused(call("ben", "post", "/api/requests", {"variety": pk("Blaue Ungarin")}), 409)
    refused(call("ben", "post", "/api/requests", {"variety": 999}), 404)
    refused(call(None, "post", "/api/requests", {"variety": 1}), 401)
