import json

import pytest

from house_price import features, synthetic
from house_price.model import ModelNotTrained, load_model

FLAT = {"district": "LIS-AL", "area_m2": 80.0, "rooms": 3, "bathrooms": 1, "built_year": 1980, "energy_class": "C"}


def build(**changes):
    house = FLAT | changes
    return features.build(house, synthetic.district(house["district"]))


def test_features_follow_the_order_of_the_model():
    assert list(build()) == list(features.ORDER)
    assert len(features.vector(build())) == len(features.ORDER)


def test_unknown_values_take_the_usual_ones():
    plain = features.build({"area_m2": 60, "rooms": 2}, synthetic.district("WAW-MO"))
    assert plain["age"] == 45
    assert plain["energy"] == 3
    assert plain["bathrooms"] == 1


@pytest.mark.parametrize(("letter", "level"), [("A", 6), ("a+", 6), ("G", 0), (None, 3)])
def test_energy_levels(letter, level):
    assert features.energy_level(letter) == level


def test_only_the_own_district_is_marked():
    marked = [name for name, value in build().items() if name.startswith("district_") and value]
    assert marked == ["district_LIS-AL"]


def test_distance_to_the_centre():
    place = synthetic.district("LIS-AL")
    assert features.distance_to_centre({"latitude": place.latitude, "longitude": place.longitude}, place) == 0
    assert features.distance_to_centre({"latitude": 38.72, "longitude": -9.14}, place) == pytest.approx(1.26, abs=0.05)


def test_prediction_grows_with_the_area(prepared):
    model = load_model(prepared)
    assert model.predict(build(area_m2=120)) > model.predict(build(area_m2=60))


def test_prediction_is_near_the_true_market(prepared):
    house = FLAT | {"extras": []}
    expected = synthetic.true_price(house, synthetic.district("LIS-AL").level)
    assert load_model(prepared).predict(build()) == pytest.approx(expected, rel=0.12)


def test_interval_holds_the_price(prepared):
    low, high = load_model(prepared).interval(100.0)
    assert 80 < low < 100 < high < 125


def test_missing_model_is_an_error_of_its_own(tmp_path):
    with pytest.raises(ModelNotTrained):
        load_model(tmp_path)


def test_generated_data_is_the_same_every_time():
    assert json.dumps(synthetic.houses(30)) == json.dumps(synthetic.houses(30))
