import io

from django.contrib.auth import get_user_model
from django.core.management import call_command

from tests.base import ArchiveTestCase


class RightsTests(ArchiveTestCase):
    def test_of_a_recording(self):
        status, found = self.get("/api/recordings/RA-1992-0007/rights", "editor")
        assert (status, found["may"], len(found["items"])) == (200, ["online"], 2)

    def test_ending(self):
        found = self.get("/api/rights/ending", "editor")[1]
        assert [one["valid_until"] for one in found["items"]] == ["2026-10-12", "2026-10-31", "2026-11-05"]
        assert self.get("/api/rights/ending?days=0", "editor")[1]["total"] == 1
        assert self.get("/api/rights/ending?days=many", "editor")[0] == 422

    def test_new(self):
        sent = {"holder": "Jana Wolff", "use": "excerpt", "valid_from": "2026-11-01"}
        status, found = self.post("/api/recordings/RA-1984-0003/rights", "editor", sent)
        assert (status, found["valid_until"]) == (201, None)

    def test_cannot_end_before_it_begins(self):
        sent = {"holder": "Jana Wolff", "use": "excerpt", "valid_from": "2026-11-01", "valid_until": "2026-10-31"}
        status, found = self.post("/api/recordings/RA-1984-0003/rights", "editor", sent)
        assert (status, list(found["error"]["fields"])) == (422, ["valid_until"])

    def test_page_without_a_first_day(self):
        self.client.force_login(get_user_model().objects.get(username="oskar"))
        sent = {"holder": "Jana Wolff", "use": "excerpt", "valid_from": "soon", "valid_until": "2026-12-31"}
        assert self.client.post("/recordings/RA-1984-0003/rights/new/", sent).status_code == 422
        answer = self.client.post("/recordings/RA-1984-0003/rights/new/", {**sent, "valid_from": "2026-11-01"})
        assert answer.headers["location"] == "/recordings/RA-1984-0003/"

    def test_withdraw(self):
        out = io.StringIO()
        call_command("withdraw_expired", stdout=out)
        assert out.getvalue().split() == ["RA-1979-0040"]
        assert self.get("/api/recordings/RA-1979-0040")[0] == 404
