from tests.base import ArchiveTestCase


class JournalTests(ArchiveTestCase):
    def entries(self, query=""):
        status, found = self.get(f"/api/journal{query}", "editor")
        assert status == 200
        return found["items"]

    def test_change_of_a_recording(self):
        self.ask("PATCH", "/api/recordings/RA-1971-0005", "second-editor", {"title": "The fox"})
        (entry,) = self.entries("?kind=recording")
        assert (entry["who"], entry["key"], entry["action"]) == ("oskar", "RA-1971-0005", "changed")
        assert entry["changes"] == {"title": ["The fox and the radio", "The fox"]}

    def test_nothing_changed(self):
        self.ask("PATCH", "/api/recordings/RA-1971-0005", "editor", {})
        assert self.entries() == []

    def test_new_right(self):
        sent = {"holder": "Jana Wolff", "use": "excerpt", "valid_from": "2026-11-01"}
        self.post("/api/recordings/RA-1984-0003/rights", "editor", sent)
        (entry,) = self.entries("?kind=grant")
        assert (entry["action"], entry["changes"]["valid_from"]) == ("created", [None, "2026-11-01"])

    def test_for_editors(self):
        assert self.get("/api/journal", "museum")[0] == 403
