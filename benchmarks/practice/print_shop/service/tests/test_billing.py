def test_invoice(lotte):
    answer = lotte.post("/orders/2026-0007/invoice").json
    assert (answer["number"], answer["net"], answer["vat_percent"], answer["gross"]) == ("F2026/0004", "76.00", 21, "91.96")
    assert (answer["issued_on"], answer["due_on"]) == ("2026-04-14", "2026-05-14")
    assert lotte.post("/orders/2026-0007/invoice").json == answer
    assert lotte.get("/invoices/F2026/0004").json == answer


def test_invoice_abroad(lotte):
    assert lotte.post("/orders/2026-0009/invoice").json["gross"] == "210.00"
    assert lotte.post("/orders/2026-0003/invoice").json["gross"] == "54.45"


def test_no_invoice_for_a_new_order(lotte):
    assert lotte.post("/orders/2026-0014/invoice").status_code == 409


def test_refund(lotte):
    answer = lotte.post("/refunds", json={"invoice": "F2026/0001", "amount": "20,88", "reason": "Colours"})
    assert answer.status_code == 201 and answer.json["refunded"] == "20.88"
    more = {"invoice": "F2026/0001", "amount": "100.01", "reason": "All of it"}
    assert lotte.post("/refunds", json=more).status_code == 409
    assert lotte.post("/refunds", json=more | {"amount": "0"}).status_code == 400
    assert lotte.post("/refunds", json=more | {"invoice": "F2026/0099"}).status_code == 404


def test_month(lotte):
    answer = lotte.get("/reports/months/2026-03").json
    assert answer == {
        "month": "2026-03", "invoices": 2, "invoiced": "737.00", "refunded": "60.50", "kept": "676.50", "mean": "368.50", "conversion": None,
    }
    assert lotte.get("/reports/months/2026-13").status_code == 400


def test_conversion(lotte):
    made = [lotte.post("/quotes", json={"customer": 1, "lines": [{"paper": "A4 90g", "sheets": 100}]}).json["id"] for _ in range(3)]
    lotte.post("/orders", json={"quote": made[0]})
    lotte.post("/orders/2026-0007/invoice")
    lotte.post("/refunds", json={"invoice": "F2026/0001", "amount": "1", "reason": "Colours"})
    assert lotte.get("/reports/months/2026-04").json["conversion"] == "33.33"


def test_best_customers(lotte):
    best = lotte.get("/reports/best?limit=2").json["customers"]
    assert best[0] == {"customer": "Brouwerij De Kade", "orders": 9, "spent": "1393.90"}
