from airwaves.catalogue import technical
from tests.base import ArchiveTestCase


class CatalogueTests(ArchiveTestCase):
    def test_up(self):
        assert self.get("/api/up") == (200, {"up": True})

    def test_shows(self):
        status, found = self.get("/api/shows")
        assert (status, [one["slug"] for one in found["items"]]) == (
            200,
            ["funkhaus-live", "kinderstunde", "morgenluft", "nachtflug"],
        )
        assert found["items"][2]["host"] is None

    def test_one_show_counts_what_the_caller_may_know_of(self):
        assert self.get("/api/shows/nachtflug")[1]["recordings"] == 2
        assert self.get("/api/shows/nachtflug", "editor")[1]["recordings"] == 3
        assert self.get("/api/shows/nachtflug", "editor")[1]["seconds"] == 14000

    def test_unknown_show(self):
        status, found = self.get("/api/shows/hitparade")
        assert (status, found["error"]["code"]) == (404, "unknown")

    def test_recordings_newest_first_and_unknown_days_last(self):
        assert self.signatures("/api/recordings") == [
            "RA-1992-0007",
            "RA-1989-0210",
            "RA-1986-0101",
            "RA-1979-0040",
            "RA-1978-0012",
            "RA-1971-0005",
        ]

    def test_one_recording(self):
        status, found = self.get("/api/recordings/RA-1992-0007")
        assert (status, found["broadcast_at"], found["technical"]["sample_rate"]) == (200, "1992-06-20T20:00:00+02:00", 32000)
        assert [one["artist"] for one in found["tracks"]] == ["Günther Fischer", None]

    def test_offline_recordings_are_for_editors(self):
        assert self.get("/api/recordings/RA-2004-0016", "reels")[0] == 404
        assert self.get("/api/recordings/RA-2004-0016", "editor")[0] == 200

    def test_new_recording(self):
        sent = {"signature": "ra-2026-0001", "show": "morgenluft", "title": "Regatta", "medium": "file", "technical": {"channels": 2}}
        status, found = self.post("/api/recordings", "editor", sent)
        assert (status, found["signature"], found["technical"], found["tracks"]) == (201, "RA-2026-0001", {"channels": 2}, [])

    def test_new_recording_refused(self):
        status, found = self.post("/api/recordings", "editor", {"signature": "RA-1992-0007", "show": "x", "medium": "wax"})
        assert (status, sorted(found["error"]["fields"])) == (422, ["medium", "show", "signature", "title"])

    def test_no_json(self):
        assert self.send("POST", "/api/recordings", "editor").status_code == 422
        assert self.post("/api/recordings", "editor", [1])[0] == 400

    def test_change(self):
        status, found = self.ask("PATCH", "/api/recordings/RA-1971-0005", "editor", {"duration": 1300})
        assert (status, found["duration"], found["title"]) == (200, 1300, "The fox and the radio")

    def test_track(self):
        status, found = self.post("/api/recordings/RA-1971-0005/tracks", "editor", {"position": 1, "title": "Theme", "artist": "Joy Fleming"})
        assert (status, found["artist"], found["starts_at"]) == (201, "Joy Fleming", None)
        status, found = self.post("/api/recordings/RA-1971-0005/tracks", "editor", {"position": 1, "title": "Again"})
        assert (status, found["error"]["code"]) == (409, "position-taken")

    def test_technical_data_of_both_forms(self):
        assert technical.read(["sample_rate: 44100", "note: from reel"]) == {"sample_rate": 44100, "note": "from reel"}
        assert technical.read({"channels": 1}) == {"channels": 1}
        assert technical.read(None) == {}


class StreamTests(ArchiveTestCase):
    def test_each_answer_is_a_play(self):
        first = self.post("/api/recordings/RA-1989-0210/stream", "reels")[1]
        second = self.post("/api/recordings/RA-1989-0210/stream", "reels")[1]
        assert first["url"] == "https://streams.example.org/RA-1989-0210.m4a"
        assert second["plays"] == first["plays"] + 1

    def test_offline(self):
        assert self.post("/api/recordings/RA-2004-0016/stream", "editor")[1]["error"]["code"] == "offline"

    def test_scope(self):
        assert self.post("/api/recordings/RA-1989-0210/stream", "museum")[0] == 403
        assert self.post("/api/recordings/RA-1989-0210/stream")[0] == 401
