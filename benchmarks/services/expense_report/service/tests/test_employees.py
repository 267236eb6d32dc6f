def test_me_is_the_employee_of_the_header(call):
    assert call("E-007", "GET", "/me").json["name"] == "Priyanka"


def test_request_without_employee_is_401(client):
    assert client.get("/me").status_code == 401


def test_closed_account_is_403(call):
    assert call("E-011", "GET", "/me").status_code == 403


def test_listing_comes_in_pages(call):
    body = call("E-007", "GET", "/employees?page=2&page_size=5").json
    assert [row["id"] for row in body["items"]] == ["E-006", "E-007", "E-008", "E-009", "E-010"]
    assert (body["total"], body["pages"]) == (13, 3)


def test_page_must_be_a_number(call):
    answer = call("E-007", "GET", "/employees?page=x")
    assert answer.status_code == 422
    assert answer.json["error"]["details"] == {"field": "page"}


def test_unknown_employee_is_404(call):
    assert call("E-007", "GET", "/employees/E-999").status_code == 404


def test_managers_are_listed_nearest_first(call):
    body = call("E-007", "GET", "/employees/E-007/managers").json
    assert [row["id"] for row in body["managers"]] == ["E-006", "E-004", "E-002", "E-001"]


def test_nobody_sees_bank_details(call):
    assert "iban" not in call("E-010", "GET", "/employees/E-001").json
