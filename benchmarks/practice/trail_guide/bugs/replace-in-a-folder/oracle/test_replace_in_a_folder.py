import pytest

from trail_guide.cli import main
from trail_guide.repositories import Tracks
from trail_guide.tracks import CSV, TrackImport

NEW = "lat,lon,ele\n46.40,7.6,2000.5\n46.41,7.6,2100.0\n"


def folder_of(tmp_path, **files):
    folder = tmp_path / "tracks"
    folder.mkdir()
    for slug, text in files.items():
        (folder / f"{slug.replace('_', '-')}.csv").write_text(text)
    return folder


def highest(db, trail_id):
    track = Tracks(db).of_trail(trail_id)
    return track and (track["point_count"], track["highest_m"], len(list(Tracks(db).points(track["id"]))))


def test_folder_with_old_and_new_tracks(db, tmp_path, capsys):
    folder = folder_of(tmp_path, europaweg=NEW, gemmi=NEW, oeschinen_panorama=NEW)
    assert main(["import-folder", str(folder)]) == 0
    assert [text.partition(":")[0] for text in capsys.readouterr().out.splitlines()] == ["europaweg", "gemmi", "oeschinen-panorama"]
    assert [highest(db, trail) for trail in (1, 4, 9)] == [(2, 2100.0, 2)] * 3


def test_folder_again(db, tmp_path):
    folder = folder_of(tmp_path, gemmi=NEW)
    for _ in range(2):
        assert main(["import-folder", str(folder)]) == 0
    assert highest(db, 9) == (2, 2100.0, 2)


@pytest.mark.parametrize("bad", [{"zzz": NEW}, {"gemmi": "nonsense"}])
def test_all_or_nothing_with_replaced_tracks(db, tmp_path, bad):
    folder = folder_of(tmp_path, bisse_du_ro=NEW, europaweg=NEW, **bad)
    assert main(["import-folder", str(folder)]) == 2
    assert highest(db, 3) is None
    assert highest(db, 4) == (3, 2690.5, 3)
    assert highest(db, 9) is None


def test_uploads_as_before(client, db):
    for slug, trail in (("europaweg", 4), ("gemmi", 9)):
        answer = client.post(f"/trails/{slug}/track", content=NEW, headers={"content-type": CSV})
        assert (answer.status_code, answer.json()["highest_m"]) == (201, 2100.0)
        assert highest(db, trail) == (2, 2100.0, 2)
    assert client.post("/trails/nowhere/track", content=NEW, headers={"content-type": CSV}).status_code == 404


def test_upload_that_fails_keeps_the_old_track(db, monkeypatch):
    insert = Tracks._insert_points

    def fails(self, track_id, points):
        insert(self, track_id, points)
        raise RuntimeError("disk full")

    monkeypatch.setattr(Tracks, "_insert_points", fails)
    with pytest.raises(RuntimeError):
        TrackImport(db).import_one("europaweg", NEW.encode(), CSV)
    assert highest(db, 4) == (3, 2690.5, 3)
