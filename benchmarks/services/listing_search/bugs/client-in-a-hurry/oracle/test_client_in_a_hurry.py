import pytest


@pytest.mark.parametrize("path", ["/search?q=bike", "/search?category=sofas&sort=price_asc"])
def test_no_time_is_no_personalisation(call, path):
    answer = call("GET", path, "s-anna", headers={"x-patience": "0"})
    assert answer.status_code == 200
    shown = answer.json()
    assert shown["personalised"] is False
    assert shown["listings"] == call("GET", path).json()["listings"]


def test_export_without_time(call):
    answer = call("GET", "/search.csv?seller=S-6", "s-bjorn", headers={"x-patience": "0"})
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 7


def test_time_enough(call):
    for headers in ({}, {"x-patience": "60000"}, {"x-patience": ""}):
        answer = call("GET", "/search?q=bike", "s-anna", headers=headers)
        assert answer.json()["personalised"] is True


def test_wrong_patience(call):
    for wrong in ("-1", "x", "60001"):
        assert call("GET", "/search?q=bike", "s-anna", headers={"x-patience": wrong}).status_code == 422
    assert call("GET", "/search?q=bike", headers={"x-patience": "0"}).status_code == 200
