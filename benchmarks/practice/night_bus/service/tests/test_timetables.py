from io import StringIO

from django.core.management import call_command

from nightbus.models import Departure


def load(path, content):
    path.write_bytes(content)
    out = StringIO()
    call_command("import_timetable", str(path), stdout=out)
    return out.getvalue().splitlines()


def test_import(tmp_path, anyone):
    lines = load(tmp_path / "n9.csv", "\ufeffline;stop;departure\nN9;soho;22:40\nN9;soho;23:10\nN9;soho;22:40\n".encode())
    assert lines == ["2 added, 1 known, 0 refused"]
    assert anyone.get("/stops/soho/departures?line=N9")[1]["items"][1] == {"line": "N9", "time": "23:10", "next_day": False}


def test_departures_after_midnight(tmp_path):
    assert load(tmp_path / "n9.csv", b"line;stop;departure\nN9;soho;25:10\n") == ["1 added, 0 known, 0 refused"]
    assert Departure.objects.get(line="N9").minutes == 1510


def test_refused_rows(tmp_path):
    lines = load(tmp_path / "n9.csv", b"line;stop;departure\nN9;moon;22:40\nN9;soho;late\n;soho;22:40\nN9;soho\nN9;soho;23:40\n")
    assert lines[0] == "1 added, 0 known, 4 refused" and lines[2] == "line 3: no clock time: late"


def test_departures(anyone):
    items = anyone.get("/stops/alex/departures")[1]["items"]
    assert [(one["time"], one["next_day"]) for one in items] == [("22:40", False), ("23:15", False), ("00:10", True)]
    assert anyone.get("/stops/atlantis/departures")[0] == 404
