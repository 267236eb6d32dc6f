import pytest

PATH = "/api/invoices/2026-0002/payments"


@pytest.mark.parametrize("amount", ["20260002000000000000000018027", "1" * 40, "9" * 27, "1e30", 1e40, "-1e30", "Infinity", "-inf", "NaN", "1e-40", "1.005", "0", -3,
                                    "", "x", None, True, [1], "1000000"])
def test_no_amount(office, post, amount):
    answer = post(office, PATH, {"amount": amount})
    assert answer.status_code == 400 and answer.json()["error"]


def test_nothing_was_paid(office, post):
    post(office, PATH, {"amount": "20260002000000000000000018027"})
    assert post(office, "/api/students/S-0002/invoices", {"group": "PT-A1-26A"}).json()["open"] == "260.00"


@pytest.mark.parametrize(("amount", "left"), [("80", "180.00"), ("80,50", "179.50"), (0.01, "259.99"), (260, "0.00"), ("1e2", "160.00"), (" 10.10 ", "249.90")])
def test_amounts(office, post, amount, left):
    answer = post(office, PATH, {"amount": amount})
    assert answer.status_code == 201 and answer.json()["open"] == left


def test_more_than_open(office, post):
    assert post(office, PATH, {"amount": "260.01"}).status_code == 409
    assert post(office, PATH, {"amount": "999999.99"}).status_code == 409
