def write(ask, invoice, amount="1.00"):
    answer = ask("office", "POST", f"/invoices/{invoice}/credit-notes", {"amount": amount, "reason": "Wrong price"})
    assert (answer.status, answer.json["invoice"], answer.json["amount"]) == (201, invoice, amount)
    return answer.json["number"]


def test_after_the_paper_book(ask, sql):
    before = sql("SELECT number, customer, amount_pence FROM credit_notes WHERE invoice IS NULL ORDER BY id")
    assert [write(ask, 1040, "25.00"), write(ask, 1041), write(ask, 1040)] == ["CN-11", "CN-12", "CN-13"]
    assert sql("SELECT number, customer, amount_pence FROM credit_notes WHERE invoice IS NULL ORDER BY id") == before
    assert len(before) == 9
    assert sql("SELECT number, customer, amount_pence FROM credit_notes ORDER BY id DESC LIMIT 1") == [("CN-13", "EVANS", 100)]


def test_from_the_beginning_and_beyond_a_hundred(ask, sql):
    sql("DELETE FROM credit_notes")
    assert [write(ask, 1041) for _ in range(12)] == [f"CN-{number}" for number in range(1, 13)]
    sql("UPDATE credit_notes SET number = 'CN-99' WHERE number = 'CN-12'")
    assert [write(ask, 1041) for _ in range(3)] == ["CN-100", "CN-101", "CN-102"]


def test_lists_and_balance(ask):
    write(ask, 1043, "13.85")
    write(ask, 1043, "20.00")
    notes = ask("office", "GET", "/invoices/1043/credit-notes").json["credit_notes"]
    assert [(one["number"], one["amount"], one["day"]) for one in notes] == [
        ("CN-11", "13.85", "2026-06-16"),
        ("CN-12", "20.00", "2026-06-16"),
    ]
    assert ask("office", "GET", "/customers/CAFFI/balance").json["owed"] == "100.00"
    assert ask("office", "GET", "/invoices/1042/credit-notes").json == {"invoice": 1042, "credit_notes": []}


def test_refusals(ask, sql):
    answer = ask("office", "POST", "/invoices/1043/credit-notes", {"amount": "133.86", "reason": "x"})
    assert (answer.status, answer.json["error"]) == (409, "too_much")
    assert ask("office", "POST", "/invoices/9/credit-notes", {"amount": "1.00", "reason": "x"}).status == 404
    assert ask("office", "POST", "/invoices/1043/credit-notes", {"amount": 1}).status == 422
    assert ask("gate", "POST", "/invoices/1043/credit-notes", {"amount": "1.00", "reason": "x"}).status == 403
    assert sql("SELECT COUNT(*) FROM credit_notes") == [(9,)]
    assert write(ask, 1043) == "CN-11"
