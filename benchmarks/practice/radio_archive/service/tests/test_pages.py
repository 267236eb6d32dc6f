from django.contrib.auth import get_user_model

from tests.base import ArchiveTestCase


class PageTests(ArchiveTestCase):
    def signed_in(self):
        self.client.force_login(get_user_model().objects.get(username="oskar"))

    def text(self, path, status=200):
        answer = self.client.get(path)
        assert answer.status_code == status
        return answer.content.decode()

    def test_shows_and_a_show(self):
        assert "Kinderstunde" in self.text("/")
        assert "Jazz from the east" not in self.text("/shows/nachtflug/")

    def test_recording(self):
        assert "Hallogallo (Neu!)" in self.text("/recordings/RA-1979-0040/")
        self.text("/recordings/RA-2004-0016/", 404)

    def test_edit(self):
        assert self.client.get("/recordings/RA-1979-0040/edit/").status_code == 302
        self.signed_in()
        sent = {"signature": "RA-1979-0040", "show": 1, "title": "Krautrock", "medium": "tape", "online": "on"}
        answer = self.client.post("/recordings/RA-1979-0040/edit/", sent)
        assert (answer.status_code, answer.headers["location"]) == (302, "/recordings/RA-1979-0040/")
        assert "<h1>Krautrock</h1>" in self.text("/recordings/RA-1979-0040/")
        assert self.client.post("/recordings/RA-1979-0040/edit/", {**sent, "title": ""}).status_code == 422

    def test_loans(self):
        self.signed_in()
        assert "Krautrock special" in self.text("/loans/")

    def test_languages(self):
        assert "Sendungen" in self.text("/?lang=de")
        assert "Émissions" in self.client.get("/", headers={"Accept-Language": "it, fr;q=0.8"}).content.decode()


class LabelTests(ArchiveTestCase):
    def test_fallback(self):
        labels = self.get("/api/labels?lang=fr")[1]["labels"]
        assert (labels["save"], labels["tracks"]) == ("Enregistrer", "Tracks")

    def test_change(self):
        assert self.get("/api/labels?lang=fr")[1]["labels"]["tracks"] == "Tracks"
        assert self.ask("PUT", "/api/labels/tracks?lang=fr", "editor", {"text": "Titres"})[0] == 200
        assert self.get("/api/labels?lang=fr")[1]["labels"]["tracks"] == "Titres"
        assert self.ask("PUT", "/api/labels/nonsense", "editor", {"text": "x"})[0] == 404
        assert self.ask("PUT", "/api/labels/tracks", "editor", {})[0] == 422

    def tearDown(self):
        from django.core.cache import cache

        cache.delete_many(["labels:en", "labels:de", "labels:fr"])
