import pytest


def play(ask, signature, token="reels"):
    answer = ask(token, "POST", f"/api/recordings/{signature}/stream")
    assert answer.status == 200
    assert answer.json["url"] == f"https://streams.example.org/{signature}.m4a"
    return answer.json["plays"]


@pytest.mark.parametrize(("signature", "plays"), [("RA-1989-0210", 230), ("RA-1979-0040", 8), ("RA-1971-0005", 3)])
def test_with_an_empty_cache(ask, signature, plays):
    assert [play(ask, signature) for _ in range(25)] == list(range(plays + 1, plays + 26))


def test_each_its_own(ask):
    assert [play(ask, "RA-1989-0210"), play(ask, "RA-1992-0007", "editor"), play(ask, "RA-1989-0210")] == [231, 13, 232]


def test_written_in_the_end(ask, model):
    recordings = model("catalogue.Recording").objects
    for _ in range(20):
        play(ask, "RA-1986-0101")
    assert 27 <= recordings.get(signature="RA-1986-0101").plays <= 37
    assert recordings.get(signature="RA-1989-0210").plays == 230


def test_emptied_in_between(ask, model):
    from django.core.cache import cache

    for _ in range(4):
        play(ask, "RA-1992-0007")
    cache.clear()
    assert play(ask, "RA-1992-0007") in range(13, 18)
    sent = {"signature": "RA-2026-0002", "show": "morgenluft", "title": "Locks", "medium": "file", "online": True}
    assert ask("editor", "POST", "/api/recordings", sent).status == 201
    cache.clear()
    assert play(ask, "RA-2026-0002") == 1


def test_put_online(ask):
    assert ask("editor", "POST", "/api/recordings/RA-2004-0016/stream").status == 409
    assert ask("editor", "PATCH", "/api/recordings/RA-2004-0016", {"online": True}).status == 200
    assert [play(ask, "RA-2004-0016"), play(ask, "RA-2004-0016")] == [1, 2]


def test_refused(ask):
    assert ask("museum", "POST", "/api/recordings/RA-1989-0210/stream").status == 403
    assert ask("reels", "POST", "/api/recordings/RA-0000-0000/stream").status == 404
