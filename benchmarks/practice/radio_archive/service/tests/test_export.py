import csv
import io

from tests.base import ArchiveTestCase


class ExportTests(ArchiveTestCase):
    def rows(self, path, token):
        answer = self.send("GET", path, token)
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.content.decode())))

    def test_editors_have_all_columns(self):
        rows = self.rows("/api/recordings.csv?show=nachtflug", "editor")
        assert [row["plays"] for row in rows] == ["0", "8", "41"]
        assert [row["sample_rate"] for row in rows] == ["", "", "44100"]

    def test_partners_have_no_plays(self):
        for _ in range(2):
            rows = self.rows("/api/recordings.csv", "museum")
            assert len(rows) == 6
            assert "plays" not in rows[0]

    def test_not_for_everybody(self):
        assert self.get("/api/recordings.csv")[0] == 401
