from tests.base import ArchiveTestCase


class SearchTests(ArchiveTestCase):
    def test_words(self):
        assert self.signatures("/api/recordings?q=jazz", "editor")[-1] == "RA-1984-0003"
        assert self.signatures("/api/recordings?q=shipyard") == ["RA-1986-0101"]

    def test_show_and_medium(self):
        assert self.signatures("/api/recordings?show=nachtflug&medium=tape") == ["RA-1979-0040", "RA-1978-0012"]

    def test_year(self):
        assert self.signatures("/api/recordings?year=1989") == ["RA-1989-0210"]

    def test_refused(self):
        status, found = self.get("/api/recordings?year=last&medium=wax")
        assert (status, sorted(found["error"]["fields"])) == (422, ["medium", "year"])

    def test_page_beyond_the_end(self):
        assert self.get("/api/recordings?page=9")[1]["page"] == 1

    def test_page_of_the_search(self):
        answer = self.client.get("/search/?q=bridge")
        assert "The bridge is open" in answer.content.decode()
        assert "Hier ist nichts." in self.client.get("/search/?q=zither&lang=de").content.decode()


class SavedSearchTests(ArchiveTestCase):
    def test_own_ones(self):
        assert [one["name"] for one in self.get("/api/searches", "editor")[1]["items"]] == ["All jazz", "Tapes of Nachtflug"]

    def test_save_and_open(self):
        status, found = self.post("/api/searches", "editor", {"name": "Old tapes", "criteria": {"year": 1984, "medium": "tape"}})
        assert (status, found["criteria"]) == (201, {"year": 1984, "medium": "tape"})
        assert self.signatures(f"/api/searches/{found['id']}", "editor") == ["RA-1984-0003"]

    def test_refused(self):
        assert self.post("/api/searches", "editor", {"name": "Nothing"})[0] == 422
        assert self.post("/api/searches", "editor", {"name": "", "criteria": {"q": "x"}})[0] == 422

    def test_somebody_elses(self):
        assert self.get("/api/searches/3", "editor")[0] == 404
        assert self.ask("DELETE", "/api/searches/1", "editor") == (200, {"deleted": 1})
