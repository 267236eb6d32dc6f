def test_lending(ask):
    status, data = ask("ada", "post", "/api/loans", {"card": "M-002", "lot": "SB-2024-0011", "grams": "1.5"})
    assert (status, data["grams"], data["due_on"]) == (201, "1.50", "2027-03-12")
    assert ask(None, "get", "/api/lots/SB-2024-0011")[1]["grams"] == "11.00"


def test_what_cannot_be_lent(ask):
    assert ask("ada", "post", "/api/loans", {"card": "M-002", "lot": "SB-2024-0011", "grams": "99"})[0] == 409
    assert ask("ada", "post", "/api/loans", {"card": "M-003", "lot": "SB-2024-0011", "grams": "1"})[0] == 409
    assert ask("ada", "post", "/api/loans", {"card": "M-9", "lot": "SB-2024-0011", "grams": "1"})[0] == 400
    assert ask("ada", "post", "/api/loans", {"card": "M-002", "lot": "SB-2024-0011", "grams": "much"})[0] == 400


def test_giving_back(ask):
    loan = ask("ben", "get", "/api/me/loans")[1]["loans"][0]
    path = f"/api/loans/{loan['id']}/return"
    assert ask("ada", "post", path, {"grams": "2", "returned_on": "2025-01-01"})[0] == 400
    assert ask("ada", "post", path, {"grams": "2"})[1]["returned_on"] == "2026-03-12"
    assert ask("ada", "post", path, {"grams": "2"})[0] == 409
