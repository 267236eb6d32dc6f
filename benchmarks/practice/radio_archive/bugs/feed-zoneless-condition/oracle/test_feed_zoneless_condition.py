import pytest

LATEST = "/feeds/latest.rss"


@pytest.mark.parametrize(
    ("path", "since", "status"),
    [
        (LATEST, "Mon, 31 Aug 2026 06:00:00 -0000", 304),
        (LATEST, "Mon, 31 Aug 2026 05:59:59 -0000", 200),
        (LATEST, "Thu, 01 Oct 2026 04:00:00 -0000", 304),
        (LATEST, "Mon, 31 Aug 2026 07:30:00 -0000", 304),
        (LATEST, "Sat, 01 Aug 2026 00:00:00 -0000", 200),
        (LATEST, "Mon, 31 Aug 2026 06:00:00 GMT", 304),
        (LATEST, "Mon, 31 Aug 2026 05:59:59 GMT", 200),
        (LATEST, "Mon, 31 Aug 2026 08:00:00 +0200", 304),
        (LATEST, "Mon, 31 Aug 2026 07:59:59 +0200", 200),
        (LATEST, "yesterday", 200),
        (LATEST, "", 200),
        ("/feeds/shows/nachtflug.rss", "Mon, 09 Mar 2026 08:00:00 -0000", 304),
        ("/feeds/shows/nachtflug.rss", "Mon, 09 Mar 2026 07:59:00 -0000", 200),
    ],
)
def test_condition(ask, path, since, status):
    answer = ask(None, "GET", path, headers={"If-Modified-Since": since})
    assert answer.status == status
    assert (b"<item>" in answer.content) == (status == 200)


def test_unconditional(ask):
    assert ask(None, "GET", LATEST).content.count(b"<item>") == 6
    assert ask(None, "GET", "/feeds/shows/hitparade.rss").status == 404


def test_nothing_to_tell(ask, model):
    model("catalogue.Recording").objects.update(online=False)
    answer = ask(None, "GET", LATEST, headers={"If-Modified-Since": "Thu, 01 Oct 2026 04:00:00 -0000"})
    assert answer.status == 200
