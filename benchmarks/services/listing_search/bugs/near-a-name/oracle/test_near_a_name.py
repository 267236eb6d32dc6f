import pytest


@pytest.mark.parametrize("near", ["Berlin", "52.5", "52.5,13.4,0", "52,5,13,4", "a,b", "91,0", "0,181", "nan,0"])
def test_no_place(call, near):
    for path in ("/search", "/listings"):
        answer = call("GET", path, params={"near": near})
        assert answer.status_code == 422
        assert answer.json()["error"]["details"]["field"] == "near"


def test_places(call):
    shown = call("GET", "/search", params={"near": "48.137, 11.575", "radius_km": "20", "sort": "distance"}).json()
    assert shown["total"] == 5
    assert all(card["city"] == "München" for card in shown["listings"])
    assert call("GET", "/search?near=").status_code == 200
