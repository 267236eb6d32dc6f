LORRY = {"plate": "CV19 HKE", "product": "stone", "haulier": "Rees", "tare_kg": 12000}


def test_in_and_out(gate, clock):
    ticket = gate.post("/tickets", json=LORRY)
    assert (ticket.status_code, ticket.json["number"], ticket.json["state"]) == (201, 1, "in")
    assert (ticket.json["product"], ticket.json["net_kg"]) == ("STONE", None)
    clock("2026-03-10T09:50:00+00:00")
    left = gate.post("/tickets/1/weigh-out", json={"gross_kg": 32000})
    assert left.status_code == 200
    assert (left.json["state"], left.json["net_kg"]) == ("out", 20000)
    assert left.json["weighed_out_at"] == "2026-03-10T09:50:00+00:00"


def test_a_lorry_is_inside_once(gate):
    gate.post("/tickets", json=LORRY)
    again = gate.post("/tickets", json=LORRY)
    assert (again.status_code, again.json["error"]) == (409, "inside")


def test_out_twice(gate):
    gate.post("/tickets", json=LORRY)
    gate.post("/tickets/1/weigh-out", json={"gross_kg": 32000})
    again = gate.post("/tickets/1/weigh-out", json={"gross_kg": 32000})
    assert (again.status_code, again.json["error"]) == (409, "state")


def test_no_heavier_than_it_came(gate):
    gate.post("/tickets", json=LORRY)
    answer = gate.post("/tickets/1/weigh-out", json={"gross_kg": 12000})
    assert (answer.status_code, answer.json["error"]) == (409, "weight")


def test_fields_are_checked(gate):
    answer = gate.post("/tickets", json={"plate": "?", "product": "STONE", "tare_kg": "12"})
    assert answer.status_code == 422
    assert set(answer.json["fields"]) == {"plate", "tare_kg"}
    assert gate.post("/tickets", data="x").status_code == 400


def test_what_is_not_there(gate):
    assert gate.post("/tickets", json={**LORRY, "product": "GOLD"}).status_code == 404
    assert gate.get("/tickets/77").json["error"] == "missing"
    assert gate.get("/nothing").json["error"] == "not_found"


def test_tickets_of_a_day(gate, clock):
    gate.post("/tickets", json=LORRY)
    clock("2026-03-11T09:30:00+00:00")
    gate.post("/tickets", json={**LORRY, "plate": "CU70 TRM"})
    assert [one["number"] for one in gate.get("/tickets").json["tickets"]] == [2]
    assert [one["number"] for one in gate.get("/tickets?day=2026-03-10").json["tickets"]] == [1]
    assert gate.get("/tickets?state=out").json["tickets"] == []
    assert gate.get("/tickets?state=gone").status_code == 422
    assert gate.get("/tickets?day=soon").status_code == 422


def test_printed_slip_is_ascii(gate):
    gate.post("/tickets", json={**LORRY, "haulier": "Cludiant Tŷ Mawr"})
    answer = gate.get("/tickets/1/print")
    assert "haulier Cludiant Ty Mawr\r\n" in answer.data.decode("ascii")


def test_void(office, load):
    number = load("ADAMS")["number"]
    assert office.post(f"/tickets/{number}/void").json["state"] == "void"
    assert office.post(f"/tickets/{number}/void").json["error"] == "state"
    assert office.get("/customers/ADAMS/balance").json["owed"] == "0.00"


def test_the_gate_voids_nothing(gate):
    gate.post("/tickets", json=LORRY)
    assert gate.post("/tickets/1/void").status_code == 403
