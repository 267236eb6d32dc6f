import pytest


@pytest.mark.parametrize(
    ("signature", "sound", "data"),
    [
        ("RA-1978-0012", "44.1 kHz stereo", {"sample_rate": 44100, "channels": 2, "note": "from reel"}),
        ("RA-1984-0003", "mono", {"channels": 1}),
        ("RA-1979-0040", None, {}),
        ("RA-1986-0101", "48 kHz stereo", {"sample_rate": 48000, "channels": 2}),
        ("RA-1992-0007", "32 kHz stereo", {"sample_rate": 32000, "channels": 2}),
        ("RA-1971-0005", "mono", {"channels": 1}),
    ],
)
def test_sound(ask, signature, sound, data):
    answer = ask("editor", "GET", f"/api/recordings/{signature}")
    assert (answer.status, answer.json["sound"], answer.json["technical"]) == (200, sound, data)


@pytest.mark.parametrize(
    ("stored", "sound"),
    [(["sample_rate: 22050"], "22.05 kHz"), (["channels:1", "sample_rate:8000"], "8 kHz mono"), ([], None), (["note: worn"], None)],
)
def test_other_words(ask, model, stored, sound):
    model("catalogue.Recording").objects.filter(signature="RA-1984-0003").update(technical=stored)
    assert ask("editor", "GET", "/api/recordings/RA-1984-0003").json["sound"] == sound


def test_change_of_an_old_row(ask):
    answer = ask("editor", "PATCH", "/api/recordings/RA-1978-0012", {"title": "The first flight"})
    assert (answer.status, answer.json["title"], answer.json["sound"]) == (200, "The first flight", "44.1 kHz stereo")


def poor(ask, path):
    answer = ask("editor", "GET", path)
    assert answer.status == 200
    return [(one["signature"], one["sound"]) for one in answer.json["items"]]


def test_report(ask, model):
    assert poor(ask, "/api/shows/nachtflug/poor") == []
    assert poor(ask, "/api/shows/nachtflug/poor?below=48000") == [("RA-1978-0012", "44.1 kHz stereo")]
    assert poor(ask, "/api/shows/funkhaus-live/poor") == [("RA-1992-0007", "32 kHz stereo")]
    assert poor(ask, "/api/shows/kinderstunde/poor") == []
    model("catalogue.Recording").objects.filter(signature="RA-1984-0003").update(technical=["sample_rate: 22050"])
    assert poor(ask, "/api/shows/nachtflug/poor") == [("RA-1984-0003", "22.05 kHz")]


def test_refused(ask, fields):
    assert ask("reels", "GET", "/api/shows/nachtflug/poor").status == 403
    assert fields("editor", "GET", "/api/shows/nachtflug/poor?below=low") == ["below"]
