import subprocess
import sys

from energy_coop.database import SessionLocal
from energy_coop.models import Reading


def load(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "reader.csv"
    file.write_bytes(text.encode(encoding))
    done = subprocess.run([sys.executable, "-m", "energy_coop.import_readings", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), done.stderr


def stored():
    with SessionLocal() as session:
        return {(one.meter_id, one.taken_at.isoformat()): one.wh for one in session.query(Reading)
                if one.taken_at.isoformat() >= "2026-04-02"}


def test_surplus_cells_are_ignored(tmp_path):
    text = "meter;time;kwh\nAT001;2026-04-03T10:00;1,5\nAT002;2026-04-03T10:15;0,75;;\nAT003;2026-04-03T10:30;2;note;x\n"
    assert load(tmp_path, text)[0] == "stored 3, duplicates 0, rejected 0"
    assert sorted(stored().values()) == [750, 1500, 2000]


def test_short_rows_are_rejected(tmp_path):
    text = "meter;time;kwh\nAT001;2026-04-03T10:00\nAT002\nAT003;2026-04-03T10:30;2\n"
    out, err = load(tmp_path, text)
    assert out == "stored 1, duplicates 0, rejected 2"
    assert "line 2" in err and "line 3" in err and "line 4" not in err
    assert sorted(stored().values()) == [2000]


def test_mixed_rows_with_mark_and_further_columns(tmp_path):
    text = ("Meter; Time ;kWh;Remark\r\nAT001; 2026-04-03T10:00 ;1.25;ok\r\nAT001;2026-04-03T10:00;1.25;ok;;\r\n"
            "AT777;2026-04-03T10:00;1;;;\r\nAT002;2026-04-03T10:00;3\r\n")
    out, err = load(tmp_path, text, "utf-8-sig")
    assert out == "stored 2, duplicates 1, rejected 1"
    assert "no meter AT777" in err
    assert sorted(stored().values()) == [1250, 3000]


def test_wrong_values_are_rejected(tmp_path):
    text = "meter;time;kwh\nAT001;soon;1\nAT001;2026-04-03T10:00;-1\nAT001;2026-04-03T10:00;much\n"
    assert load(tmp_path, text)[0] == "stored 0, duplicates 0, rejected 3"
