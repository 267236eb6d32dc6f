import pandas as pd
import pytest

from house_price import features, rescore, store
from house_price.model import load_model
from house_price.synthetic import district


def listed(settings):
    return rescore.read_listed(store.connect(settings.database), None)


def test_batch_and_server_agree(settings):
    houses = listed(settings).head(20)
    prices = rescore.score(houses, settings.data)
    model = load_model(settings.data)
    for house, price in zip(houses.to_dict("records"), prices, strict=True):
        known = {name: None if rescore._missing(value) else value for name, value in house.items()}
        assert model.predict(features.build(known, district(house["district"]))) == pytest.approx(price, rel=1e-6)


def test_scores_are_kept(settings):
    summary = rescore.rescore(settings, None, "2026-06-01")
    assert summary["scored"] == len(listed(settings))
    assert summary["drift_percent"] is None
    assert rescore.rescore(settings, None, "2026-06-02")["drift_percent"] == 0


def test_one_district(settings):
    assert rescore.rescore(settings, "LIS-MA", "2026-06-01")["scored"] == 20


def test_file(settings, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "id,district,area_m2,rooms,built_year,energy_class,extras\n"
        "1,LIS-AL,80,3,1990,B,balcony|garage\n2,NOWHERE,50,2,2000,C,\n"
    )
    summary = rescore.rescore_file(settings, source, target)
    assert (summary["scored"], summary["left_out"]) == (1, 1)
    assert list(pd.read_csv(target)["id"]) == [1]
