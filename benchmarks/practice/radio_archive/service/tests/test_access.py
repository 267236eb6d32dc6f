from tests.base import ArchiveTestCase


class AccessTests(ArchiveTestCase):
    def test_me(self):
        assert self.get("/api/me", "reels") == (200, {"name": "reel-rescue", "editor": False, "scopes": ["read", "stream"]})
        assert self.get("/api/me", "editor")[1]["editor"] is True

    def test_tokens_that_are_not_known(self):
        assert self.get("/api/me", "nobody")[1]["error"]["code"] == "bad-token"
        assert self.get("/api/me", "gone")[0] == 401
        assert self.get("/api/me")[1]["error"]["code"] == "no-token"

    def test_sign_in(self):
        answer = self.client.post("/sign-in/", {"username": "oskar", "password": "havel-1978"})
        assert (answer.status_code, answer.headers["location"]) == (302, "/")
        assert self.client.get("/api/me").json()["name"] == "oskar"

    def test_partners_cannot_edit(self):
        assert self.post("/api/recordings", "reels", {})[0] == 403

    def test_method(self):
        assert self.ask("DELETE", "/api/shows")[0] == 405

    def test_unknown_address(self):
        assert self.get("/api/nothing")[0] == 404
        assert "Diese Seite gibt es nicht." in self.client.get("/nothing", headers={"Accept-Language": "de"}).content.decode()
