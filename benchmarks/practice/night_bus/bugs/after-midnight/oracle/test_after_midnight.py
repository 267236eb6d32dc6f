from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from nightbus.models import Departure


@pytest.fixture
def load(tmp_path):
    def run(*rows):
        path = tmp_path / "timetable.csv"
        path.write_text("\n".join(["line;stop;departure", *rows, ""]), encoding="utf-8")
        out = StringIO()
        call_command("import_timetable", str(path), stdout=out)
        return out.getvalue().splitlines()

    return run


def minutes(line):
    return list(Departure.objects.filter(line=line).order_by("minutes").values_list("minutes", flat=True))


def test_after_midnight(load, anyone):
    assert load("N3;soho;23:20", "N3;soho;24:20", "N3;soho;25:05", "N3;soho;24:00") == ["4 added, 0 known, 0 refused"]
    assert minutes("N3") == [1400, 1440, 1460, 1505]
    assert anyone.get("/stops/soho/departures") == (
        200,
        {"stop": "soho", "items": [
            {"line": "N3", "time": "23:20", "next_day": False}, {"line": "N3", "time": "00:00", "next_day": True},
            {"line": "N3", "time": "00:20", "next_day": True}, {"line": "N3", "time": "01:05", "next_day": True},
        ]},
    )


def test_end_of_the_day_of_operation(load):
    lines = load("N3;soho;29:59", "N3;soho;30:00", "N3;soho;99:00")
    assert lines[0] == "1 added, 0 known, 2 refused"
    assert [line.split(":")[0] for line in lines[1:]] == ["line 3", "line 4"]
    assert minutes("N3") == [1799]


def test_minutes_that_do_not_exist(load):
    lines = load("N3;soho;23:75", "N3;soho;24:60", "N3;soho;late", "N3;soho;", "N3;soho;0:10")
    assert lines[0] == "1 added, 0 known, 4 refused"
    assert [line.split(":")[0] for line in lines[1:]] == ["line 2", "line 3", "line 4", "line 5"]
    assert minutes("N3") == [10]


def test_again(load):
    assert load("N1;alex;24:10", "N1;alex;22:40", "N1;alex;22:41") == ["1 added, 2 known, 0 refused"]
    assert minutes("N1") == [1360, 1361, 1372, 1450]


def test_no_file():
    with pytest.raises(CommandError):
        call_command("import_timetable", "nowhere.csv", stdout=StringIO())
