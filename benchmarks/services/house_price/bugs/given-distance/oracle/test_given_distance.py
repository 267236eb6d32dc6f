import csv
import json

import pytest


def score(run, tmp_path, text):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text)
    done = run("house_price.rescore", "--input", str(source), "--output", str(target))
    assert done.returncode == 0, done.stderr
    with target.open() as lines:
        return json.loads(done.stdout), {row["id"]: float(row["price_eur"]) for row in csv.DictReader(lines)}


def expected(data, distance, **house):
    from house_price import features
    from house_price.model import load_model
    from house_price.synthetic import district

    known = features.build({"extras": []} | house, district(house["district"])) | {"distance_km": distance}
    return load_model(data).predict(known)


def test_prices_with_a_given_distance(run, tmp_path, data):
    head = "id,district,area_m2,rooms,built_year,distance_km\n"
    summary, rows = score(run, tmp_path, head + "901,LON-HA,66,3,1935,1.4\n902,LON-HA,41,2,1988,\n903,LIS-AL,120,5,2001,7.25\n")
    assert summary["scored"] == 3
    assert rows["901"] == pytest.approx(expected(data, 1.4, district="LON-HA", area_m2=66, rooms=3, built_year=1935), rel=1e-6)
    assert rows["902"] == pytest.approx(expected(data, 0.0, district="LON-HA", area_m2=41, rooms=2, built_year=1988), rel=1e-6)
    assert rows["903"] == pytest.approx(expected(data, 7.25, district="LIS-AL", area_m2=120, rooms=5, built_year=2001), rel=1e-6)


def test_missing_values_take_our_distance(run, tmp_path, data):
    head = "id,district,area_m2,rooms,built_year,latitude,longitude,distance_km\n"
    _, given = score(run, tmp_path, head + "1,LIS-AL,80,3,1990,38.72,-9.14,far\n2,LIS-AL,80,3,1990,38.72,-9.14,9\n")
    _, ours = score(run, tmp_path, "id,district,area_m2,rooms,built_year,latitude,longitude\n1,LIS-AL,80,3,1990,38.72,-9.14\n")
    assert given["1"] == ours["1"]
    assert given["2"] != ours["1"]


def test_without_distances(run, tmp_path, data):
    _, rows = score(run, tmp_path, "id,district,area_m2,rooms\n1,LIS-AL,80,3\n")
    assert rows["1"] == pytest.approx(expected(data, 0.0, district="LIS-AL", area_m2=80, rooms=3), rel=1e-6)
