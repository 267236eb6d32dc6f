from energy_coop import billing_run

from .conftest import ANNA, JUERGEN, STAFF


def test_quote_of_one_band(client):
    assert client.get("/tariffs/BASIS/quote?kwh=100").json()["energy_cents"] == 2450


def test_quote_of_several_bands(client):
    answer = client.get("/tariffs/STUFEN/quote?kwh=350").json()
    assert answer["energy_cents"] == 1800 + 4400 + 1428 and answer["total_cents"] == 7918


def test_quote_of_unknown_tariff(client):
    assert client.get("/tariffs/GRATIS/quote?kwh=1").status_code == 404


def test_run_issues():
    assert billing_run.run("2026-03") == {"issued": 4, "skipped": 0, "without_meter": 0}


def test_run_counts_members_without_meter():
    assert billing_run.run("2026-04")["without_meter"] == 1


def test_run_refuses_wrong_period(capsys):
    assert billing_run.main(["2026-13"]) == 2
    assert "not a billing period" in capsys.readouterr().err


def test_invoice_of_run(client):
    billing_run.run("2026-03")
    invoice = client.get("/invoices/2026-03-1001", headers=ANNA).json()
    assert [line["amount_cents"] for line in invoice["lines"]] == [7642, 290, -414]
    assert invoice["total_cents"] == 7518


def test_invoice_of_somebody_else(client):
    assert client.get("/invoices/2026-02-1002", headers=ANNA).status_code == 404


def test_invoice_text(client):
    text = client.get("/invoices/2026-02-1002/text", headers=JUERGEN).text
    assert text.splitlines()[3:] == ["- Energy AT002 46.9 kWh: 11,50 EUR", "- Base fee Basis: 3,50 EUR", "Total 15,00 EUR"]


def test_correction_names_what_it_corrects(client):
    text = client.get("/invoices/2026-02-1002-K1/text", headers=JUERGEN).text
    assert "Corrects invoice 2026-02-1002 of 15,00 EUR" in text


def test_shares(client):
    answer = client.get("/feed-in/2026-03/shares", headers=STAFF).json()
    assert answer[0] == {"member": "M-1001", "wh": 45000, "share": "0.7500", "credit_cents": 414}
    assert [one["share"] for one in answer] == ["0.7500", "0.2500"]
