LORRY = {"plate": "AB12 CDE", "product": "TYPE1", "tare_kg": 10000}


def send(ask, customer, net_kg):
    number = ask("gate", "POST", "/tickets", {**LORRY, "customer": customer}).json["number"]
    assert ask("gate", "POST", f"/tickets/{number}/weigh-out", {"gross_kg": 10000 + net_kg}).status == 200
    return number


def invoices(ask, customer):
    found = ask("office", "GET", f"/invoices?customer={customer}").json["invoices"]
    return [(one["month"], one["state"], one["loads"], one["net"], one["total"]) for one in found]


def test_the_night(ask, run):
    code, lines = run("invoice-run", "--day", "2026-06-16")
    assert (code, lines) == (0, ["draft DYFED 2026-06 2 loads 702.32", "1 drafts, 0 issued"])
    assert invoices(ask, "DYFED") == [("2026-06", "draft", 2, "585.27", "702.32")]
    assert invoices(ask, "DYFED-N") == invoices(ask, "DYFED-W") == []
    assert run("invoice-run", "--day", "2026-06-16") == (0, ["0 drafts, 0 issued"])


def test_the_end_of_the_month(ask, run, sql):
    assert run("invoice-run", "--day", "2026-06-30")[0] == 0
    assert invoices(ask, "DYFED") == [("2026-06", "issued", 2, "585.27", "702.32")]
    assert sql("SELECT MAX(number), COUNT(*) FROM invoices WHERE state = 'issued'") == [(1046, 6)]
    number = sql("SELECT number FROM invoices WHERE customer = 'DYFED'")[0][0]
    lines = ask("office", "GET", f"/invoices/{number}").json["lines"]
    assert [line["ticket"] for line in lines] == [20318, 20319]


def test_head_office_with_loads_of_its_own(ask, run):
    send(ask, "DYFED", 10000)
    send(ask, "DYFED-W", 10000)
    assert run("invoice-run", "--day", "2026-06-16")[1][0] == "draft DYFED 2026-06 4 loads 1080.56"
    assert invoices(ask, "DYFED") == [("2026-06", "draft", 4, "900.47", "1080.56")]


def test_later_loads_join_the_draft(ask, run):
    assert run("invoice-run", "--day", "2026-06-16")[0] == 0
    send(ask, "DYFED-N", 10000)
    assert run("invoice-run", "--day", "2026-06-16")[1][0].startswith("draft DYFED 2026-06 3 loads ")


def test_several_head_offices_and_months(ask, run, sql):
    assert ask("office", "PATCH", "/customers/TYGWYN", {"bill_to": "OBRIEN"}).json["bill_to"] == "OBRIEN"
    sql("UPDATE tickets SET weighed_out_at = '2026-05-29T10:00:00+00:00' WHERE number = 20318")
    send(ask, "TYGWYN", 10000)
    send(ask, "CAFFI", 10000)
    code, lines = run("invoice-run", "--day", "2026-06-16")
    assert code == 0
    words = sorted(" ".join(line.split()[:5]) for line in lines[:-1])
    assert words == sorted([
        "draft CAFFI 2026-06 1 loads",
        "draft DYFED 2026-05 1 loads",
        "draft DYFED 2026-06 1 loads",
        "draft OBRIEN 2026-06 1 loads",
        "issued 1044 DYFED 353.75",
    ])
    assert lines[-1] == "4 drafts, 1 issued"
    assert invoices(ask, "OBRIEN") == [("2026-06", "draft", 1, "171.40", "205.68")]


def test_refusals(ask):
    assert ask("office", "PATCH", "/customers/DYFED", {"bill_to": "EVANS"}).status == 409
    assert ask("office", "PATCH", "/customers/EVANS", {"bill_to": "DYFED-N"}).status == 409
    assert ask("office", "PATCH", "/customers/EVANS", {"bill_to": "NOBODY"}).status == 404
    assert ask("gate", "GET", "/customers/DYFED-N").json["bill_to"] == "DYFED"
