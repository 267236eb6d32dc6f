from io import StringIO

from django.core.management import call_command


def test_joining(ask, pk):
    status, data = ask("dora", "post", "/api/requests", {"variety": pk("Blaue Ungarin")})
    assert (status, data["place"], data["state"]) == (201, 3, "waiting")
    assert ask("dora", "post", "/api/requests", {"variety": pk("Blaue Ungarin")})[0] == 409
    assert ask("dora", "post", "/api/requests", {"variety": 999})[0] == 404


def test_a_synonym_is_asked_for_as_the_accepted_variety(ask, pk):
    assert ask("ben", "post", "/api/requests", {"variety": pk("Spottsalat")})[1]["variety"] == "Forellenschluss"


def test_withdrawing(ask, pk):
    mine = ask("cai", "get", "/api/me/requests")[1]["requests"]
    first = next(each for each in mine if each["variety"] == "Blaue Ungarin")
    assert ask("ben", "delete", f"/api/requests/{first['id']}")[0] == 404
    assert ask("cai", "delete", f"/api/requests/{first['id']}")[1]["state"] == "withdrawn"
    assert ask("cai", "delete", f"/api/requests/{first['id']}")[0] == 409
    queue = ask("ada", "get", f"/api/varieties/{pk('Blaue Ungarin')}/queue")[1]["queue"]
    assert [(each["card"], each["place"]) for each in queue] == [("M-002", 1)]


def test_the_night(ask):
    out = StringIO()
    call_command("nightly", stdout=out)
    assert out.getvalue().splitlines() == [
        "1 offers lapsed, 2 made",
        "M-003 Blaue Ungarin",
        "M-002 Blaue Ungarin",
    ]
