from energy_coop.database import SessionLocal
from energy_coop.models import Invoice, InvoiceLine, Member


def test_text_of_a_correction(client, member):
    answer = client.get("/invoices/2026-02-1002-K1/text", headers=member("juergen"))
    assert answer.status_code == 200
    assert answer.text.splitlines() == [
        "Invoice 2026-02-1002-K1", "Jürgen Müller (M-1002)", "Period 2026-02",
        "Corrects invoice 2026-02-1002 of 15,00 EUR",
        "- Energy AT002 45.0 kWh: 11,03 EUR", "- Base fee Basis: 3,50 EUR", "Total 14,53 EUR"]


def test_correction_of_a_correction(client, member):
    with SessionLocal.begin() as session:
        first = session.query(Invoice).filter_by(number="2026-02-1002-K1").one()
        session.add(Invoice(number="2026-02-1002-K2", member_id=first.member_id, period="2026-02", revision=2,
                            total_cents=-5, corrects_id=first.id,
                            lines=[InvoiceLine(text="Goodwill", wh=None, amount_cents=-5)]))
    lines = client.get("/invoices/2026-02-1002-K2/text", headers=member("juergen")).text.splitlines()
    assert lines[3:] == ["Corrects invoice 2026-02-1002-K1 of 14,53 EUR", "- Goodwill: -0,05 EUR", "Total -0,05 EUR"]


def test_text_of_a_first_invoice(client, member):
    lines = client.get("/invoices/2026-02-1002/text", headers=member("juergen")).text.splitlines()
    assert lines == ["Invoice 2026-02-1002", "Jürgen Müller (M-1002)", "Period 2026-02",
                     "- Energy AT002 46.9 kWh: 11,50 EUR", "- Base fee Basis: 3,50 EUR", "Total 15,00 EUR"]


def test_detail_and_access(client, member):
    body = client.get("/invoices/2026-02-1002-K1", headers=member("juergen")).json()
    assert body["revision"] == 1 and len(body["lines"]) == 2 and body["total_cents"] == 1453
    assert client.get("/invoices/2026-02-1002-K1/text", headers=member("anna")).status_code == 404
