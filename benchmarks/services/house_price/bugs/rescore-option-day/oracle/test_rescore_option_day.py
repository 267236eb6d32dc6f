import json
import sqlite3


def scores(data):
    db = sqlite3.connect(data / "houses.sqlite")
    return dict(db.execute("SELECT scored_on, COUNT(*) FROM scores GROUP BY scored_on").fetchall())


def test_day(run, data):
    done = run("house_price.rescore", "--district", "LIS-MA", "--day", "2026-06-01")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scored"] == 20
    assert scores(data) == {"2026-06-01": 20}


def test_today_is_the_default(run, data):
    done = run("house_price.rescore", "--district", "LIS-AL")
    assert done.returncode == 0, done.stderr
    assert len(scores(data)) == 1
    assert json.loads(done.stdout)["drift_percent"] is None


def test_file(run, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("id,district,area_m2,rooms\n1,LIS-AL,80,3\n2,NOWHERE,50,2\n")
    done = run("house_price.rescore", "--input", str(source), "--output", str(tmp_path / "out.csv"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scored"] == 1
