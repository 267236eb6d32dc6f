import pytest


@pytest.mark.parametrize(
    ("seller", "rating", "active", "median"),
    [("S-3", None, 4, 86.26), ("casaplus", None, 2, 240.0), ("S-1", 4.8, 5, 430.0), ("S-6", 2.9, 6, 97.5)],
)
def test_figures(call, seller, rating, active, median):
    answer = call("GET", f"/sellers/{seller}")
    assert answer.status_code == 200
    shown = answer.json()
    assert shown["rating"] == rating
    assert shown["listings"]["active"] == active
    assert isinstance(shown["median_price"], float)
    assert shown["name"]


def test_rating_has_one_digit(call, conn):
    conn.execute("UPDATE sellers SET rating = 4.5 WHERE id = 'S-3'")
    assert call("GET", "/sellers/S-3").json()["rating"] == 4.5


def test_unknown_seller(call):
    assert call("GET", "/sellers/S-99").status_code == 404
