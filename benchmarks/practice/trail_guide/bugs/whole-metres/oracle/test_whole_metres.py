import pytest

from trail_guide.cli import main
from trail_guide.repositories import Tracks

WHOLE = "lat,lon,ele\n46.40,7.6,2000\n46.41,7.6,2100\n46.42,7.6,2050\n"


def figures(db, trail_id):
    track = Tracks(db).of_trail(trail_id)
    return tuple(track[name] for name in ("point_count", "length_m", "highest_m", "lowest_m", "ascent_m"))


@pytest.mark.parametrize("slug, trail_id", [("gemmi", 9), ("europaweg", 4)])
def test_import_in_whole_metres(db, tmp_path, capsys, slug, trail_id):
    path = tmp_path / "log.csv"
    path.write_text(WHOLE)
    assert main(["import-track", slug, str(path)]) == 0
    assert capsys.readouterr().out == f"{slug}: 3 points, 2224 m, ascent 100 m\n"
    assert figures(db, trail_id) == (3, 2223.9, 2100.0, 2000.0, 100.0)
    assert [point[2] for point in Tracks(db).points(Tracks(db).of_trail(trail_id)["id"])] == [2000.0, 2100.0, 2050.0]


def test_upload_in_whole_metres(client):
    answer = client.post("/trails/gemmi/track", content=WHOLE, headers={"content-type": "text/csv"})
    assert answer.status_code == 201
    assert answer.json() == {"point_count": 3, "length_m": 2223.9, "highest_m": 2100.0, "lowest_m": 2000.0, "ascent_m": 100.0}
    assert client.get("/trails/gemmi").json()["track"]["highest_m"] == 2100.0


def test_report_after_an_import_in_whole_metres(settings, tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(WHOLE)
    assert main(["import-track", "gemmi", str(path)]) == 0
    capsys.readouterr()
    assert main(["nightly-report", "--date", "2026-07-05"]) == 0
    assert "  gemmi: 2224 m, highest 2100 m" in capsys.readouterr().out.splitlines()


def test_other_tracks_as_before(client):
    text = "lat,lon,ele\n46.40,7.6,2000.25\n46.41,7.6,\n46.42,7.6,2050.5\n"
    answer = client.post("/trails/gemmi/track", content=text, headers={"content-type": "text/csv"})
    assert answer.json() == {"point_count": 3, "length_m": 2223.9, "highest_m": 2050.5, "lowest_m": 2000.2, "ascent_m": 50.2}
    text = "lat,lon,ele\n46.40,7.6,\n46.41,7.6,\n"
    answer = client.post("/trails/gemmi/track", content=text, headers={"content-type": "text/csv"})
    assert (answer.json()["highest_m"], answer.json()["ascent_m"]) == (None, 0.0)
