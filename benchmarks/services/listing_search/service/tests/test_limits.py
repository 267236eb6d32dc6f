import pytest

from listing_search.errors import TooMany
from listing_search.limits import Limiter


def test_minute_slides():
    now = [0.0]
    limiter = Limiter(2, lambda: now[0])
    limiter.check("a")
    limiter.check("a")
    with pytest.raises(TooMany):
        limiter.check("a")
    limiter.check("b")
    now[0] = 61.0
    limiter.check("a")


def test_old_apps_are_told(call):
    assert call("GET", "/categories", headers={"x-app-version": "2.9.1"}).status_code == 426
    assert call("GET", "/categories", headers={"x-app-version": "3.10"}).status_code == 200


def test_answers_have_a_number(call):
    answer = call("GET", "/categories", headers={"x-request-id": "abc"})
    assert answer.headers["x-request-id"] == "abc"
