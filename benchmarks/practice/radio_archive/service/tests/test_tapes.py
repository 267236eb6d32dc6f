from tests.base import ArchiveTestCase


class TapeTests(ArchiveTestCase):
    def test_list(self):
        status, found = self.get("/api/tapes", "editor")
        assert (status, found["total"], found["items"][1]["condition"]) == (200, 6, "brittle")

    def test_change(self):
        status, found = self.ask("PATCH", "/api/tapes/T-0001", "editor", {"condition": "brittle"})
        assert (status, found["shelf"], found["condition"]) == (200, "A1-04", "brittle")
        assert self.ask("PATCH", "/api/tapes/T-0001", "editor", {"condition": "wet"})[0] == 422
        assert self.ask("PATCH", "/api/tapes/T-9999", "editor", {})[0] == 404


class LoanTests(ArchiveTestCase):
    def lend(self, tape, **more):
        return self.post("/api/loans", "editor", {"tape": tape, "borrower": "Town Museum", **more})

    def test_open_loans(self):
        found = self.get("/api/loans", "editor")[1]["items"]
        assert [(one["tape"], one["overdue"]) for one in found] == [("T-0003", True), ("T-0005", False)]

    def test_lend(self):
        status, found = self.lend("T-0001")
        assert (status, found["due_on"], found["returned_at"]) == (201, "2026-10-26", None)
        assert self.lend("T-0001")[1]["error"]["code"] == "on-loan"

    def test_refused(self):
        assert self.lend("T-0002")[1]["error"]["code"] == "not-lendable"
        assert self.lend("T-0099")[0] == 404
        assert self.lend("T-0001", due_on="2026-10-11")[0] == 422

    def test_return(self):
        status, found = self.post("/api/loans/1/return", "editor")
        assert (status, found["returned_at"]) == (200, "2026-10-12T09:30:00+02:00")
        assert self.post("/api/loans/1/return", "editor")[0] == 409
        assert self.post("/api/loans/99/return", "editor")[0] == 404
