import asyncio
import json
from dataclasses import replace

import pytest


def test_user_without_a_band(call):
    answer = call("GET", "/search?q=camera", "s-chloe")
    assert answer.status_code == 200
    assert answer.json()["personalised"] is True
    assert {card["id"] for card in answer.json()["listings"]} == {"L-1014", "L-1037"}


@pytest.mark.parametrize(
    ("session", "own"), [("s-anna", True), ("s-bjorn", True), ("s-dmitri", True), ("s-greta", False)]
)
def test_others(call, session, own):
    assert call("GET", "/search?q=sofa", session).json()["personalised"] is own


def fetched(settings, tmp_path, text):
    (tmp_path / "U-9.json").write_text(text, encoding="utf-8")
    from listing_search.profiles import fetch

    return asyncio.run(fetch(replace(settings, profile_url=f"file:{tmp_path}"), "U-9"))


def test_optional_fields(settings, tmp_path):
    profile = fetched(settings, tmp_path, '{"user_id": "U-9"}')
    assert (profile.user_id, dict(profile.categories), profile.price_band) == ("U-9", {}, None)
    assert tuple(profile.hidden_sellers) == ()
    known = {"user_id": "U-9", "price_band": {"low": 1, "high": 2.5}, "hidden_sellers": ["S-1"], "shoe_size": 44}
    profile = fetched(settings, tmp_path, json.dumps(known))
    assert (profile.price_band.low, profile.price_band.high) == (1.0, 2.5)
    assert tuple(profile.hidden_sellers) == ("S-1",)


def test_broken_profiles_are_none(settings, tmp_path):
    for text in ("{", '{"user_id": "U-9", "price_band": {"low": "x", "high": 1}}'):
        assert fetched(settings, tmp_path, text) is None
