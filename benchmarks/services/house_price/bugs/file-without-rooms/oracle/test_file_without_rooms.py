import csv
import json


def score(run, tmp_path, text):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text)
    done = run("house_price.rescore", "--input", str(source), "--output", str(target))
    assert done.returncode == 0, done.stderr
    with target.open() as lines:
        rows = {row["id"]: float(row["price_eur"]) for row in csv.DictReader(lines)}
    return json.loads(done.stdout), rows


def test_rows_without_rooms_are_left_out(run, tmp_path):
    head = "id,district,area_m2,rooms,built_year\n"
    good = "31,LIS-AL,80,3,1990\n33,WAW-MO,48,2,\n"
    summary, rows = score(run, tmp_path, head + good + "32,LIS-BE,55,,1971\n34,LIS-BE,60,many,1971\n35,LIS-BE,60,0,1971\n")
    assert (summary["scored"], summary["left_out"]) == (2, 3)
    _, alone = score(run, tmp_path, head + good)
    assert rows == alone
    assert set(rows) == {"31", "33"}
    assert all(price > 50_000 for price in rows.values())


def test_nothing_to_score(run, tmp_path):
    summary, rows = score(run, tmp_path, "id,district,area_m2,rooms\n1,LIS-AL,80,\n")
    assert (summary["scored"], rows) == (0, {})


def test_the_database_as_before(run):
    done = run("house_price.rescore", "--district", "LIS-MA", "--date", "2026-06-01")
    assert done.returncode == 0
    assert json.loads(done.stdout)["scored"] == 20
