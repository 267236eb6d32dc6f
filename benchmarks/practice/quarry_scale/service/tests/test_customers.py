def test_add_and_change(office):
    added = office.post("/customers", json={"code": "cadw", "name": "Cadwaladr"})
    assert (added.status_code, added.json["code"], added.json["created_on"]) == (201, "CADW", "2026-03-10")
    changed = office.patch("/customers/CADW", json={"address": "Trecastle", "state": "stopped"})
    assert (changed.json["address"], changed.json["state"]) == ("Trecastle", "stopped")
    assert office.patch("/customers/CADW", json={"state": "gone"}).status_code == 422


def test_a_code_is_taken_once(office):
    answer = office.post("/customers", json={"code": "ADAMS", "name": "Adams"})
    assert (answer.status_code, answer.json["error"]) == (409, "taken")


def test_listing(gate):
    assert [one["code"] for one in gate.get("/customers").json["customers"]] == ["ADAMS", "BEYNON"]
    assert gate.get("/customers?state=stopped").json["customers"] == []


def test_the_gate_changes_nothing(gate):
    assert gate.patch("/customers/ADAMS", json={"name": "X"}).status_code == 403
    assert gate.get("/customers/ADAMS").json["name"] == "Adams Paving"
    assert gate.get("/customers/NOBODY").status_code == 404


def test_price_lists(office):
    answer = office.put("/customers/ADAMS/prices/stone", json={"per_tonne": "13.50"})
    assert answer.json == {"product": "STONE", "valid_from": "2026-03-10", "per_tonne": "13.50"}
    listed = office.get("/customers/ADAMS/prices").json["prices"]
    assert [(one["valid_from"], one["per_tonne"]) for one in listed] == [("2026-03-10", "13.50"), ("2025-06-01", "14.00")]
    assert office.put("/customers/ADAMS/prices/stone", json={"per_tonne": 13.5}).status_code == 422


def test_own_price_and_gate_price(load):
    own = load("ADAMS")
    assert (own["goods"], own["levy"], own["net"]) == ("280.00", "41.60", "321.60")
    assert load("BEYNON")["goods"] == "300.00"
    assert load(None, product="SOIL")["net"] == "500.00"


def test_a_stopped_account_is_not_weighed(office):
    office.patch("/customers/ADAMS", json={"state": "stopped"})
    answer = office.post("/tickets", json={"plate": "A1", "product": "STONE", "customer": "ADAMS", "tare_kg": 9000})
    assert (answer.status_code, answer.json["error"]) == (409, "stopped")


def test_credit_limit(office, load):
    office.patch("/customers/ADAMS", json={"credit_limit": "700"})
    assert load("ADAMS")["net"] == "321.60"
    assert load("ADAMS")["net"] == "321.60"
    assert load("ADAMS")["error"] == "credit"
    assert office.get("/customers/ADAMS/balance").json == {
        "customer": "ADAMS",
        "owed": "643.20",
        "credit_limit": "700.00",
        "left": "56.80",
    }


def test_no_limit(office, load):
    load("BEYNON")
    answer = office.get("/customers/BEYNON/balance").json
    assert (answer["owed"], answer["left"]) == ("341.60", None)


def test_rebate(office, load):
    assert office.patch("/customers/BEYNON", json={"rebate": "2.5"}).json["rebate"] == "2.5"
    ticket = load("BEYNON")
    assert (ticket["goods"], ticket["rebate"], ticket["net"]) == ("300.00", "7.50", "334.10")
    assert load("ADAMS")["rebate"] == "0.00"
    assert office.patch("/customers/BEYNON", json={"rebate": "80"}).status_code == 422
