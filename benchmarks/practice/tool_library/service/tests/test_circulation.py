from datetime import date

from toolshed.circulation import days
from tests.base import ShedTestCase


class CirculationTests(ShedTestCase):
    def test_take_out(self):
        status, loan = self.post("/loans", card=1001, data={"card": 1008, "label": "SAW-JIG-01"})
        assert (status, loan["due_on"], loan["card"]) == (201, "2026-09-23", 1008)
        assert self.get("/scan/SAW-JIG-01")[1]["state"] == "loan"

    def test_not_on_the_shelf(self):
        status, problem = self.post("/loans", card=1001, data={"card": 1008, "label": "SAW-JIG-02"})
        assert (status, problem["code"]) == (409, "not-there")

    def test_own_loans(self):
        status, page = self.get("/loans?state=open", card=1003)
        assert [one["label"] for one in page["items"]] == ["LADDER-6M-01", "DRILL-HAMMER-02"]

    def test_overdue_for_the_desk(self):
        page = self.get("/loans?state=overdue", card=1001)[1]
        assert sorted(one["id"] for one in page["items"]) == [2, 3, 4]

    def test_return(self):
        status, loan = self.post("/copies/DRILL-HAMMER-02/return", card=1002)
        assert (status, loan["id"], loan["returned_on"]) == (200, 1, "2026-09-16")
        assert self.post("/copies/DRILL-HAMMER-02/return", card=1002)[0] == 409

    def test_return_box(self):
        labels = ["DRILL-HAMMER-02", "NOTHING-01", "SAW-JIG-01", "BARROW-02"]
        outcome = self.post("/return-box", card=1001, data={"labels": labels})[1]
        assert [one["label"] for one in outcome["returned"]] == ["DRILL-HAMMER-02", "BARROW-02"]
        assert [one["code"] for one in outcome["refused"]] == ["unknown", "not-out"]

    def test_renewal_counts_from_today(self):
        status, loan = self.post("/loans/1/renewal", card=1003)
        assert (status, loan["due_on"], loan["renewals"]) == (200, "2026-09-23", 1)

    def test_loans_of_others_do_not_exist(self):
        assert self.post("/loans/2/renewal", card=1003)[0] == 404

    def test_due_on_an_open_day(self):
        assert days.due_day(date(2026, 9, 16), 3) == date(2026, 9, 19)
        assert days.due_day(date(2026, 12, 18), 7) == date(2026, 12, 30)
