from datetime import date
from decimal import Decimal

from toolshed.circulation.models import Loan
from toolshed.ledger import fees
from tests.base import ShedTestCase


class LedgerTests(ShedTestCase):
    def test_fee_after_the_grace(self):
        loan = Loan.objects.get(id=2)
        assert fees.late_fee(loan, date(2026, 9, 3)) == Decimal("0.00")
        assert fees.late_fee(loan, date(2026, 9, 4)) == Decimal("1.50")
        assert fees.late_fee(loan, date(2026, 12, 1)) == Decimal("15.00")

    def test_late_return_is_charged(self):
        self.post("/copies/SAW-TABLE-01/return", card=1001)
        account = self.get("/members/1004/account", card=1004)[1]
        assert (account["balance"], account["entries"][-1]["amount"]) == ("23.00", "10.50")

    def test_account(self):
        account = self.get("/members/1005/account", card=1005)[1]
        assert (account["balance"], account["running"]) == ("2.50", "2.00")
        assert [one["kind"] for one in account["entries"]] == ["damage", "payment"]

    def test_payment(self):
        assert self.post("/members/1005/payments", card=1001, data={"amount": "2.50"}) == (
            201,
            {"card": 1005, "balance": "0.00"},
        )
        assert self.post("/members/1005/payments", card=1001, data={"amount": "1"})[0] == 409

    def test_debt_stops_lending(self):
        status, problem = self.post("/loans", card=1001, data={"card": 1004, "label": "SAW-JIG-01"})
        assert (status, problem["code"]) == (409, "debt")

    def test_slip(self):
        answer = self.client.get("/members/1003/slip", headers={"Authorization": "Card 1003"})
        lines = answer.content.decode("cp858").splitlines()
        assert lines[0] == "TOOL LIBRARY                1003"
        assert lines[3] == "Hammer drill               16-09"
