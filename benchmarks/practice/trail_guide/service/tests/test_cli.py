from trail_guide.cli import main

CSV = "lat,lon,ele\n46.40,7.6,2000.5\n46.41,7.6,2100.0\n"


def test_import_track(settings, tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(CSV)
    assert main(["import-track", "gemmi", str(path)]) == 0
    assert capsys.readouterr().out == "gemmi: 2 points, 1112 m, ascent 100 m\n"


def test_import_track_of_unknown_trail(settings, tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(CSV)
    assert main(["import-track", "nowhere", str(path)]) == 2
    assert "no trail nowhere" in capsys.readouterr().err


def test_import_folder(settings, tmp_path, capsys):
    folder = tmp_path / "tracks"
    folder.mkdir()
    (folder / "gemmi.csv").write_text(CSV)
    assert main(["import-folder", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("gemmi: 2 points")


def test_nightly_report(settings, tmp_path):
    out = tmp_path / "report.txt"
    assert main(["nightly-report", "--date", "2026-07-05", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("Trail guide, 05.07.2026\n")
