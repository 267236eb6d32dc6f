import pytest


@pytest.fixture
def take(run, tmp_path):
    def do(*lines):
        table = tmp_path / "tracks.csv"
        table.write_text("\n".join(["signature,position,title,artist,start", *lines]) + "\n", encoding="utf-8")
        return run("import_tracks", str(table))

    return do


@pytest.fixture
def artists(model):
    return lambda: sorted(model("catalogue.Artist").objects.values_list("pk", "name"))


KNOWN = [(1, "Can"), (2, "CAN"), (3, "Neu!"), (4, "Manfred Krug"), (5, "Günther Fischer"), (6, "Joy Fleming")]
NAMES = [
    ("Can", {"Can"}),
    ("CAN", {"CAN"}),
    ("can", {"Can", "CAN"}),
    (" Can ", {"Can"}),
    ("Neu!", {"Neu!"}),
    ("NEU!", {"Neu!"}),
    ("joy fleming", {"Joy Fleming"}),
    ("Günther FISCHER", {"Günther Fischer"}),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_list(take, ask, artists, name, expected):
    assert take(f"RA-1979-0040,3,Sing swan song,{name},27:10") == ["1 tracks, 0 skipped"]
    track = ask(None, "GET", "/api/recordings/RA-1979-0040").json["tracks"][2]
    assert (track["title"], track["starts_at"]) == ("Sing swan song", 1630)
    assert track["artist"] in expected
    assert artists() == KNOWN


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_by_hand(ask, artists, name, expected):
    answer = ask("editor", "POST", "/api/recordings/RA-1971-0005/tracks", {"position": 1, "title": "Moonshake", "artist": name})
    assert answer.status == 201
    assert answer.json["artist"] in expected
    assert artists() == KNOWN


def test_whole_list(take, ask, artists):
    said = take("RA-1979-0040,1,Halleluwah,Can,1:00", "ra-1979-0040,3,Spoon,CAN,", "RA-9999-0001,1,x,Can,", "RA-1979-0040,4,Radio,,2:00")
    assert said == ["3 tracks, 1 skipped"]
    tracks = ask(None, "GET", "/api/recordings/RA-1979-0040").json["tracks"]
    assert [(one["artist"], one["starts_at"]) for one in tracks] == [("Can", 60), ("Neu!", 1180), ("CAN", None), (None, 120)]
    assert artists() == KNOWN


def test_new_artist(take, ask, model):
    take("RA-1971-0005,1,Theme,Barbara Thalheim,0:10", "RA-1971-0005,2,Theme,BARBARA Thalheim,0:40")
    assert [one["artist"] for one in ask(None, "GET", "/api/recordings/RA-1971-0005").json["tracks"]] == ["Barbara Thalheim"] * 2
    assert model("catalogue.Artist").objects.count() == 7
    assert ask("editor", "POST", "/api/recordings/RA-1971-0005/tracks", {"position": 3, "title": "x"}).json["artist"] is None
