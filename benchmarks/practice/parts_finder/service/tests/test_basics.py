from starlette.testclient import TestClient

from parts_finder.app import create_app
from parts_finder.responses import plain


def test_health():
    assert TestClient(create_app()).get("/health").json() == {"status": "ok"}


def test_plain_values():
    import numpy as np
    import pandas as pd

    assert plain({"a": np.float64("nan"), "b": np.int64(3), "c": pd.NaT}) == {"a": None, "b": 3, "c": None}
    assert plain(pd.Timestamp("2026-09-14T08:00:00Z")) == "2026-09-14T08:00:00+00:00"
