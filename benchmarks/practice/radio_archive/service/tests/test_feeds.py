from tests.base import ArchiveTestCase


class FeedTests(ArchiveTestCase):
    def titles(self, path, **headers):
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == 200
        return [part.split("</title>")[0] for part in answer.content.decode().split("<item><title>")[1:]]

    def test_latest(self):
        assert self.titles("/feeds/latest.rss")[:2] == ["The fox and the radio", "Jazz night at the Funkhaus"]

    def test_of_a_show(self):
        assert self.titles("/feeds/shows/nachtflug.rss") == ["Krautrock special", "First flight"]
        assert self.client.get("/feeds/shows/hitparade.rss").status_code == 404

    def test_not_modified(self):
        path = "/feeds/latest.rss"
        assert self.client.get(path, headers={"If-Modified-Since": "Mon, 31 Aug 2026 06:00:00 GMT"}).status_code == 304
        assert len(self.titles(path, **{"If-Modified-Since": "Mon, 31 Aug 2026 05:59:59 GMT"})) == 6

    def test_condition_without_a_zone(self):
        path = "/feeds/latest.rss"
        assert self.client.get(path, headers={"If-Modified-Since": "Mon, 31 Aug 2026 06:00:00 -0000"}).status_code == 304

    def test_condition_that_cannot_be_read(self):
        assert len(self.titles("/feeds/latest.rss", **{"If-Modified-Since": "yesterday"})) == 6
