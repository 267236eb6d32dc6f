from energy_coop import billing_run

from .conftest import ANNA, STAFF


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_me_needs_token(client):
    assert client.get("/members/me").status_code == 401
    assert client.get("/members/me", headers=ANNA).json()["number"] == "M-1001"


def test_change_email(client):
    answer = client.patch("/members/me", headers=ANNA, json={"email": None})
    assert answer.json()["email"] is None and answer.json()["name"] == "Anna Gruber"


def test_name_is_text(client):
    assert client.patch("/members/me", headers=ANNA, json={"name": None}).status_code == 422


def test_meters(client):
    assert [m["number"] for m in client.get("/members/me/meters", headers=ANNA).json()] == ["AT001", "AT101"]


def test_member_detail(client):
    assert client.get("/members/M-1003", headers=STAFF).json()["name"] == "Łukasz Wiśniewski"
    assert client.get("/members/M-9", headers=STAFF).json() == {"error": "not_found", "detail": "no member M-9"}
    assert client.get("/members/M-1003").status_code == 401


def test_overview(client):
    answer = client.get("/members/M-1002/overview", headers=STAFF).json()
    assert answer["last_invoice"]["number"] == "2026-02-1002-K1"
    assert [m["number"] for m in answer["meters"]] == ["AT002"]


def test_overview_without_invoice(client):
    assert client.get("/members/M-1005/overview", headers=STAFF).json()["last_invoice"] is None


def test_statement(client):
    answer = client.get("/members/me/statement.csv", headers=ANNA)
    assert answer.text == "invoice;period;revision;total\r\n"
    assert answer.headers["content-disposition"].startswith('attachment; filename="Statement Anna Gruber.csv"')


def test_statement_name_with_accents(client):
    answer = client.get("/members/me/statement.csv", headers={"x-member-token": "tok-lukasz"})
    assert "filename*=UTF-8''Statement%20%C5%81ukasz" in answer.headers["content-disposition"]


def test_statement_rows(client):
    billing_run.run("2026-03")
    text = client.get("/members/me/statement.csv", headers=ANNA).text
    assert text.splitlines()[1:] == ["2026-03-1001;2026-03;0;75,18 EUR"]
