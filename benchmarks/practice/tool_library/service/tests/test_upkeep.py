from tests.base import ShedTestCase


class UpkeepTests(ShedTestCase):
    def test_fault(self):
        status, job = self.post("/copies/PLANE-01/faults", card=1002, data={"fault": "Blunt"})
        assert (status, job["label"], job["opened_on"]) == (201, "PLANE-01", "2026-09-16")
        assert self.get("/scan/PLANE-01")[1]["state"] == "repair"
        assert self.get("/jobs", card=1002)[1]["total"] == 2

    def test_history_of_a_copy(self):
        history = self.get("/copies/DRILL-HAMMER-01/faults", card=1002)[1]
        assert (history["spent"], history["last_closed_on"]) == ("20.50", "2026-08-15")

    def test_repaired(self):
        status, job = self.post("/jobs/1/repaired", card=1002, data={"cost": "3.20"})
        assert (status, job["cost"], job["closed_on"]) == (200, "3.20", "2026-09-16")
        assert self.post("/jobs/1/repaired", card=1002)[0] == 409

    def test_catalogue_entry_is_corrected(self):
        status, tool = self.ask("PATCH", "/tools/PLANE", card=1001, data={"category": "Saws", "name": "Smoothing plane"})
        assert (status, tool["category"], tool["name"], tool["deposit"]) == (200, "Saws", "Smoothing plane", "10.00")
        note = self.get("/journal?subject=plane", card=1001)[1]["items"][0]
        assert note["details"] == {"category": [None, "Saws"], "name": ["Hand plane", "Smoothing plane"]}
