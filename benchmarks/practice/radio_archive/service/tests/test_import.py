import io
import tempfile
from pathlib import Path

from django.core.management import CommandError, call_command

from airwaves.catalogue.models import Artist
from tests.base import ArchiveTestCase


class ImportTests(ArchiveTestCase):
    def take(self, *lines):
        out = io.StringIO()
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder, "tracks.csv")
            table.write_text("\n".join(["signature,position,title,artist,start", *lines]), encoding="utf-8")
            call_command("import_tracks", str(table), stdout=out)
        return out.getvalue().strip()

    def test_tracks(self):
        said = self.take("ra-1971-0005,1,Theme,,", "RA-1971-0005,2,Song,Joy Fleming,3:05", "RA-0000-0000,1,Lost,,")
        assert said == "2 tracks, 1 skipped"
        tracks = self.get("/api/recordings/RA-1971-0005")[1]["tracks"]
        assert [(one["artist"], one["starts_at"]) for one in tracks] == [(None, None), ("Joy Fleming", 185)]

    def test_a_position_is_replaced(self):
        self.take("RA-1979-0040,2,Negativland,Neu!,19:40")
        assert [one["title"] for one in self.get("/api/recordings/RA-1979-0040")[1]["tracks"]] == ["Halleluwah", "Negativland"]

    def test_new_artist(self):
        self.take("RA-1971-0005,1,Theme,Barbara Thalheim,0:10")
        assert Artist.objects.filter(name="Barbara Thalheim").count() == 1

    def test_no_file(self):
        with self.assertRaises(CommandError):
            call_command("import_tracks", "nowhere.csv")
