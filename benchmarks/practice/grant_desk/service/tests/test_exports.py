from decimal import Decimal

from fastapi.testclient import TestClient

from grant_desk.cli import main
from grant_desk.errors import Unavailable


class NoAnswer:
    async def rate(self, currency: str) -> Decimal:
        raise Unavailable("Nobody there.")


def test_totals(officer, apply):
    apply("1000")
    apply("300.10", currency="USD")
    answer = officer.get("/calls/TEST26/totals").json()
    assert (answer["budget"], answer["requested_eur"]) == ("50000.00", "1150.05")
    assert [row["requested_eur"] for row in answer["applications"]] == ["1000.00", "150.05"]


def test_currency_without_a_rate(officer, apply):
    apply("1000")
    apply("300", currency="AOA")
    answer = officer.get("/calls/TEST26/totals").json()
    assert (answer["requested_eur"], answer["applications"][1]["requested_eur"]) == (None, None)


def test_no_rates(make_app, officer, apply):
    apply("300", currency="USD")
    client = TestClient(make_app(rates=NoAnswer()), headers=officer.headers)
    assert client.get("/calls/TEST26/totals").status_code == 503


def test_payments(officer, apply, settings, tmp_path):
    body = {"outcome": "awarded", "amount": "900", "instalments": 2, "first_due": "2026-05-15"}
    officer.post(f"{apply().path}/decision", json=body)
    text = officer.get("/exports/payments?month=2026-08").text
    assert text.splitlines()[1:] == ["2026-08-15,TEST26-0001,2,Ada's Association,PT50,450.00,"]
    assert main(["export-payments", "2026-08", str(tmp_path / "out.csv")], settings) == 0
    assert (tmp_path / "out.csv").read_bytes().decode() == text
