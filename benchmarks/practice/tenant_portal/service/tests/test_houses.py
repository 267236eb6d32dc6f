from portal.models import Tenant


def test_me_of_a_tenant(ask):
    tenant = ask("brandt").get("/me")[1]["tenant"]
    assert tenant["name"] == "Clara Brandt" and tenant["flats"] == ["LI12-2"]


def test_me_of_a_caretaker(ask):
    status, body = ask("kern").get("/me")
    assert status == 200 and body["role"] == "caretaker" and body["tenant"] is None


def test_flats_by_role(ask):
    numbers = {who: [one["number"] for one in ask(who).get("/flats")[1]["flats"]] for who in ("office", "sahin", "petrova", "volt")}
    assert len(numbers["office"]) == 7
    assert numbers["sahin"] == ["HO3-1", "HO3-2"] and numbers["petrova"] == ["LI12-3"] and numbers["volt"] == []


def test_flat(ask):
    status, body = ask("office").get("/flats/LI12-2")
    assert status == 200
    assert body == {"number": "LI12-2", "street": "Lindenstraße 12", "floor": 1, "area": 71, "tenant": "Clara Brandt"}


def test_flat_of_others(ask):
    assert ask("brandt").get("/flats/LI12-3")[0] == 404


def test_who_lives_there_today(ask):
    assert ask("office").get("/flats/LI14-1")[1]["tenant"] == "Chidi Okafor"
    assert ask("office").get("/flats/LI14-2")[1]["tenant"] is None


def test_tenancies(ask):
    tenant = Tenant.objects.get(name="Jonas Weber").pk
    new = {"tenant": tenant, "flat": "HO3-2", "starts_on": "2026-10-01"}
    assert ask("office").post("/tenancies", new)[0] == 201
    assert ask("office").post("/tenancies", new)[0] == 409
    assert ask("office").post("/tenancies", {**new, "flat": "HO3-1", "ends_on": "2026-01-01"})[0] == 400
    assert ask("office").get("/flats/HO3-2")[1]["tenant"] is None
