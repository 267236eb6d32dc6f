import pytest


def issue(lotte, number):
    answer = lotte.post(f"/orders/{number}/invoice")
    assert answer.status_code == 200
    return answer.json


@pytest.mark.parametrize(("number", "net", "percent", "gross"), [
    ("2026-0008", "18.00", 21, "21.78"), ("2026-0013", "9.50", 21, "11.50"), ("2024-0312", "21.50", 21, "26.02"),
    ("2026-0007", "76.00", 21, "91.96"), ("2026-0009", "210.00", 0, "210.00"), ("2026-0003", "45.00", 21, "54.45"), ("2026-0012", "55.00", 0, "55.00"),
])
def test_vat(lotte, number, net, percent, gross):
    invoice = issue(lotte, number)
    assert (invoice["number"], invoice["order"]) == ("F2026/0004", number)
    assert (invoice["net"], invoice["vat_percent"], invoice["gross"]) == (net, percent, gross)
    assert (invoice["issued_on"], invoice["due_on"], invoice["refunded"]) == ("2026-04-14", "2026-05-14", "0.00")
    assert issue(lotte, number) == invoice == lotte.get("/invoices/F2026/0004").json


def test_counter_customer_with_a_vat_number(lotte):
    customer = lotte.post("/customers", json={"name": "Piet", "vat_number": "BE0999"}).json
    quote = lotte.post("/quotes", json={"customer": customer["id"], "lines": [{"paper": "A4 90g", "sheets": 1000}]}).json
    number = lotte.post("/orders", json={"quote": quote["id"]}).json["number"]
    assert lotte.post(f"/orders/{number}/invoice").status_code == 409
    lotte.post(f"/orders/{number}/status", json={"status": "approved"})
    assert issue(lotte, number)["gross"] == "114.95"


def test_refund_of_it(lotte):
    issue(lotte, "2026-0008")
    answer = lotte.post("/refunds", json={"invoice": "F2026/0004", "amount": "21.78", "reason": "Wrong paper"})
    assert answer.status_code == 201 and answer.json["refunded"] == "21.78"
