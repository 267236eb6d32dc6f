import pytest


def report(lotte, month):
    answer = lotte.get(f"/reports/months/{month}")
    assert answer.status_code == 200
    return tuple(answer.json[key] for key in ("month", "invoices", "invoiced", "refunded", "kept", "mean", "conversion"))


@pytest.mark.parametrize(("month", "count", "invoiced", "refunded", "kept", "mean"), [
    ("2026-02", 1, "120.88", "0.00", "120.88", "120.88"),
    ("2026-03", 2, "737.00", "60.50", "676.50", "368.50"),
    ("2025-11", 1, "375.10", "0.00", "375.10", "375.10"),
    ("2025-12", 1, "150.00", "0.00", "150.00", "150.00"),
    ("2025-10", 0, "0.00", "0.00", "0.00", None),
    ("2026-04", 0, "0.00", "0.00", "0.00", None),
    ("2031-01", 0, "0.00", "0.00", "0.00", None),
])
def test_months(lotte, month, count, invoiced, refunded, kept, mean):
    assert report(lotte, month) == (month, count, invoiced, refunded, kept, mean, None)


def test_refund_in_a_month_without_invoices(lotte):
    lotte.post("/refunds", json={"invoice": "F2026/0001", "amount": "20.88", "reason": "Colours"})
    assert report(lotte, "2026-04") == ("2026-04", 0, "0.00", "20.88", "-20.88", None, None)
    assert report(lotte, "2026-02")[2:5] == ("120.88", "0.00", "120.88")


def test_first_invoice_of_the_month(lotte):
    lotte.post("/orders/2026-0007/invoice")
    assert report(lotte, "2026-04") == ("2026-04", 1, "91.96", "0.00", "91.96", "91.96", None)


def test_no_month(lotte):
    assert lotte.get("/reports/months/2026-13").status_code == 400
    assert lotte.get("/reports/months/2026-2").status_code == 400
