from datetime import date

from quarry_scale import clock as time
from quarry_scale.cli import main
from quarry_scale.logic import invoicing


def night(app, day):
    with app.app_context():
        from quarry_scale.db import get_db

        return invoicing.run(get_db(), date.fromisoformat(day))


def test_drafts_grow(app, load):
    load("ADAMS")
    done = night(app, "2026-03-10")
    assert [(one.customer, one.loads, one.net_pence, one.vat_pence) for one in done.drafts] == [("ADAMS", 1, 32160, 6432)]
    load("ADAMS")
    load("BEYNON")
    done = night(app, "2026-03-10")
    assert [(one.customer, one.loads, one.total_pence) for one in done.drafts] == [
        ("ADAMS", 2, 77184),
        ("BEYNON", 1, 40992),
    ]


def test_nothing_to_do(app):
    assert night(app, "2026-03-10") == invoicing.Run([], [])


def test_loads_without_account_are_not_invoiced(app, load):
    load(None)
    assert night(app, "2026-03-10").drafts == []


def test_issue_at_the_end_of_the_month(app, office, load):
    load("ADAMS")
    load("BEYNON")
    issued = night(app, "2026-03-31").issued
    assert [(one.number, one.customer, one.due_on) for one in issued] == [
        (1, "ADAMS", date(2026, 4, 30)),
        (2, "BEYNON", date(2026, 4, 30)),
    ]
    found = office.get("/invoices/1").json
    assert (found["state"], found["total"], found["lines"][0]["net_kg"]) == ("issued", "385.92", 20000)
    assert office.get("/invoices/9").status_code == 404
    assert [one["number"] for one in office.get("/invoices?customer=beynon").json["invoices"]] == [2]


def test_balance_until_it_is_paid(app, office, load):
    load("ADAMS")
    night(app, "2026-03-31")
    assert office.get("/customers/ADAMS/balance").json["owed"] == "385.92"
    assert office.post("/invoices/1/paid").json["state"] == "paid"
    assert office.get("/customers/ADAMS/balance").json["owed"] == "0.00"
    assert office.post("/invoices/1/paid").json["error"] == "paid"


def test_the_office_alone_sees_invoices(gate):
    assert gate.get("/invoices?customer=ADAMS").status_code == 403


def test_next_month():
    assert time.next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert time.next_month(date(2026, 1, 31)) == date(2026, 2, 1)


def test_command(app, load, monkeypatch):
    load("ADAMS")
    monkeypatch.setenv("QUARRY_DB", app.config["DATABASE"])
    result = app.test_cli_runner().invoke(main, ["invoice-run", "--day", "2026-03-10"])
    assert result.output == "draft ADAMS 2026-03 1 loads 385.92\n1 drafts, 0 issued\n"


def test_a_draft_is_thrown_away(app, office, load):
    load("ADAMS")
    key = night(app, "2026-03-10").drafts[0].id
    assert office.delete(f"/drafts/{key}").status_code == 204
    assert office.delete(f"/drafts/{key}").status_code == 404
    assert [one.loads for one in night(app, "2026-03-10").drafts] == [1]


def test_what_is_issued_stays(app, office, load):
    load("ADAMS")
    key = night(app, "2026-03-31").issued[0].id
    answer = office.delete(f"/drafts/{key}")
    assert (answer.status_code, answer.json["error"]) == (409, "issued")


def test_an_invoiced_load_is_not_void(app, office, load):
    load("ADAMS")
    night(app, "2026-03-31")
    answer = office.post("/tickets/1/void")
    assert (answer.status_code, answer.json["error"]) == (409, "invoiced")
