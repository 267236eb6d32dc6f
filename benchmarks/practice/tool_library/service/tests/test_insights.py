import tempfile
from pathlib import Path

from django.core.management import call_command

from tests.base import ShedTestCase


class InsightTests(ShedTestCase):
    def test_popular(self):
        tools = self.get("/insights/popular?year=2026&limit=3")[1]["tools"]
        assert [(one["sku"], one["loans"], one["members"]) for one in tools] == [
            ("DRILL-HAMMER", 3, 2),
            ("HEDGE", 2, 2),
            ("SAW-JIG", 2, 2),
        ]

    def test_utilisation(self):
        found = self.get("/insights/tools/SAW-JIG/utilisation?first=2026-06-01&last=2026-06-30", card=1001)[1]
        assert found["percent"] == "16.7"

    def test_member_year(self):
        figures = self.get("/insights/members/1003/2026", card=1003)[1]
        assert (figures["loans"], figures["longest_days"], figures["mean_days"]) == (5, 13, 8.3)

    def test_stock(self):
        assert self.get("/insights/stock", card=1001)[1] == {"shelf": 5, "loan": 4, "aside": 1, "repair": 1, "lost": 1}

    def test_happenings(self):
        status, found = self.get("/insights/happenings?since=2026-09-12T00:00:00%2B02:00", card=1001)
        assert [(one["what"], one["about"]) for one in found["events"]] == [("lent", "LADDER-6M-01"), ("tool.changed", "MIXER")]

    def test_export(self):
        with tempfile.TemporaryDirectory() as folder:
            call_command("export_loans", "2025", f"{folder}/loans.csv", verbosity=0)
            lines = Path(folder, "loans.csv").read_text("utf-8").splitlines()
        assert lines[1] == "BARROW-01,Wheelbarrow,Garden,1004,2025-10-03,2025-10-17,2025-10-17"
