import pandas as pd
import pytest

from listing_search.geo import distances


def test_distance_of_berlin_and_hamburg():
    frame = pd.DataFrame({"lat": [53.551, None], "lon": [9.994, None]})
    found = distances(frame, (52.52, 13.405))
    assert found[0] == pytest.approx(255, abs=2)
    assert pd.isna(found[1])
