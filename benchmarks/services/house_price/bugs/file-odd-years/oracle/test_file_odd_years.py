import csv
import json

import pytest

HEAD = "id,district,area_m2,rooms,built_year,floor,bathrooms\n"


def score(run, tmp_path, text):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text)
    done = run("house_price.rescore", "--input", str(source), "--output", str(target))
    assert done.returncode == 0, done.stderr
    with target.open() as lines:
        return json.loads(done.stdout), {row["id"]: float(row["price_eur"]) for row in csv.DictReader(lines)}


@pytest.mark.parametrize("odd", ["around 1900", "19xx", "?"])
def test_a_year_that_is_none(run, tmp_path, odd):
    good = "51,LIS-AL,80,3,1990,2,1\n53,LON-HA,70,3,2001,0,2\n"
    _, expected = score(run, tmp_path, HEAD + good + "52,LIS-BE,55,2,,1,1\n")
    summary, rows = score(run, tmp_path, HEAD + good + f"52,LIS-BE,55,2,{odd},1,1\n")
    assert rows["51"] == expected["51"]
    assert rows["53"] == expected["53"]
    assert summary["scored"] in (2, 3)
    if summary["scored"] == 3:
        assert rows["52"] == expected["52"]


def test_sizes_that_are_none(run, tmp_path):
    summary, rows = score(run, tmp_path, HEAD + "1,LIS-AL,80,3,1990,,\n2,LIS-AL,large,3,1990,,\n3,LIS-AL,70,few,,,\n")
    assert summary["scored"] == 1
    assert set(rows) == {"1"}


def test_without_optional_columns(run, tmp_path):
    summary, rows = score(run, tmp_path, "id,district,area_m2,rooms\n1,LIS-AL,80,3\n2,NOWHERE,50,2\n")
    assert (summary["scored"], summary["left_out"]) == (1, 1)
    assert rows["1"] > 100_000
