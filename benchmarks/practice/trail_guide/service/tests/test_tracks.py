import pytest

from trail_guide.errors import Invalid, NotFound
from trail_guide.repositories import Tracks
from trail_guide.tracks import CSV, GPX, TrackImport, parse, to_gpx

NEW_GPX = to_gpx("Gemmi", [(46.4, 7.6, 2000.0), (46.41, 7.6, 2100.5)]).encode()


def test_gpx_of_any_version():
    old = NEW_GPX.replace(b"GPX/1/1", b"GPX/1/0")
    assert list(parse(old, GPX).points()) == [(46.4, 7.6, 2000.0), (46.41, 7.6, 2100.5)]


def test_gpx_without_name_or_elevation():
    track = parse(b'<gpx><trk><name/><trkseg><trkpt lat="1" lon="2"/><trkpt lat="1" lon="3"/></trkseg></trk></gpx>', GPX)
    assert track.name is None
    assert list(track.points()) == [(1.0, 2.0, None), (1.0, 3.0, None)]


def test_csv_with_more_columns_and_a_mark():
    track = parse("\ufefftime,lat,lon,ele\n1,46.5,7.5,900.5\n2,46.6,7.5,\n".encode(), CSV)
    assert list(track.points()) == [(46.5, 7.5, 900.5), (46.6, 7.5, None)]


@pytest.mark.parametrize(
    "content, kind", [(b"", CSV), (b"lat,lon\n1,2\n", CSV), (b"lat,lon,ele\nx,2,3\ny,2,3\n", CSV), (b"<gpx", GPX),
     (b"lat,lon,ele\n1,2,3.5\n,2,3.5\n", CSV), (b"lat,lon,ele\n1,2,3.5\n91,2,3.5\n", CSV), (NEW_GPX, "text/plain")]
)
def test_what_is_no_track(content, kind):
    with pytest.raises(Invalid):
        parse(content, kind)


def test_import_of_a_first_track(db):
    summary = TrackImport(db).import_one("gemmi", NEW_GPX, GPX)
    assert Tracks(db).of_trail(9)["point_count"] == summary.point_count == 2
    assert not db.in_transaction


def test_import_replaces_the_track(db):
    TrackImport(db).import_one("europaweg", NEW_GPX, GPX)
    track = Tracks(db).of_trail(4)
    assert (track["name"], track["highest_m"]) == ("Gemmi", 2100.5)
    assert len(list(Tracks(db).points(track["id"]))) == 2


def test_folder_of_new_tracks(db, tmp_path):
    for slug in ("gemmi", "bisse-du-ro"):
        (tmp_path / f"{slug}.gpx").write_bytes(NEW_GPX)
    (tmp_path / "notes.txt").write_text("not a track")
    assert list(TrackImport(db).import_folder(tmp_path)) == ["bisse-du-ro", "gemmi"]
    assert Tracks(db).of_trail(3) and Tracks(db).of_trail(9)


def test_folder_is_all_or_nothing(db, tmp_path):
    (tmp_path / "gemmi.gpx").write_bytes(NEW_GPX)
    (tmp_path / "nowhere.gpx").write_bytes(NEW_GPX)
    with pytest.raises(NotFound):
        TrackImport(db).import_folder(tmp_path)
    assert Tracks(db).of_trail(9) is None
