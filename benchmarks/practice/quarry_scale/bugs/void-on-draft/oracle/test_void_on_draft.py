def drafts(ask, customer):
    found = ask("office", "GET", f"/invoices?customer={customer}").json["invoices"]
    return [(one["id"], one["loads"], one["net"], one["total"]) for one in found if one["state"] == "draft"]


def test_only_load(ask, sql):
    answer = ask("office", "POST", "/tickets/20315/void")
    assert (answer.status, answer.json["state"], answer.json["number"]) == (200, "void", 20315)
    assert ask("gate", "GET", "/tickets/20315").json["state"] == "void"
    assert drafts(ask, "PARRY") == []
    assert sql("SELECT COUNT(*) FROM invoices WHERE id = 5") == [(0,)]
    assert sql("SELECT invoice FROM tickets WHERE number = 20315") == [(None,)]
    assert ask("office", "GET", "/customers/PARRY/balance").json["owed"] == "0.00"
    assert ask("office", "POST", "/tickets/20315/void").json["error"] == "state"


def test_one_after_the_other(ask):
    assert drafts(ask, "EVANS") == [(6, 2, "445.68", "534.82")]
    assert ask("office", "POST", "/tickets/20316/void").status == 200
    assert drafts(ask, "EVANS") == [(6, 1, "145.48", "174.58")]
    assert ask("office", "POST", "/tickets/20317/void").status == 200
    assert drafts(ask, "EVANS") == []


def test_what_follows_works(ask, run):
    assert ask("office", "POST", "/tickets/20315/void").status == 200
    lorry = {"plate": "AB12 CDE", "product": "20MM", "customer": "PARRY", "tare_kg": 12000}
    ticket = ask("gate", "POST", "/tickets", lorry)
    assert ticket.status == 201
    number = ticket.json["number"]
    assert ask("gate", "POST", f"/tickets/{number}/weigh-out", {"gross_kg": 22000}).json["net"] == "185.40"
    code, lines = run("invoice-run", "--day", "2026-06-16")
    assert code == 0
    assert "draft PARRY 2026-06 1 loads 222.48" in lines
    assert ask("office", "POST", f"/tickets/{number}/void").status == 200
    assert drafts(ask, "PARRY") == []


def test_drafts_are_still_thrown_away(ask, run):
    assert ask("office", "DELETE", "/drafts/5").status == 204
    assert ask("office", "DELETE", "/drafts/5").status == 404
    assert ask("office", "DELETE", "/drafts/1").json["error"] == "issued"
    assert ask("gate", "GET", "/tickets/20315").json["state"] == "out"
    assert "draft PARRY 2026-06 1 loads 445.06" in [line for line in run("invoice-run", "--day", "2026-06-16")[1]]


def test_refusals(ask):
    answer = ask("office", "POST", "/tickets/20311/void")
    assert (answer.status, answer.json["error"]) == (409, "invoiced")
    assert ask("gate", "POST", "/tickets/20315/void").status == 403
    assert ask("office", "POST", "/tickets/1/void").status == 404
    assert ask("office", "POST", "/tickets/20318/void").json["state"] == "void"
    assert drafts(ask, "PARRY") == [(5, 1, "370.88", "445.06")]
