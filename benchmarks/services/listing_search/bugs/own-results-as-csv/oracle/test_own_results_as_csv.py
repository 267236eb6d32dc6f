import csv
import io

import pytest


def rows(answer):
    assert answer.status_code == 200
    return [row["id"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]


@pytest.mark.parametrize("session", ["s-anna", "s-chloe", "s-greta", "s-farid"])
def test_results_are_those_of_the_page(call, ids, session):
    for path in ("q=bike", "category=sofas", "q=camera&sort=price_desc"):
        assert rows(call("GET", f"/search.csv?{path}", session)) == ids(f"/search?{path}", session)


def test_hidden_sellers(call):
    assert rows(call("GET", "/search.csv?seller=S-6", "s-bjorn")) == []
    assert len(rows(call("GET", "/search.csv?seller=S-6"))) == 6


def test_sessions(call):
    assert call("GET", "/search.csv?q=bike", "s-old").status_code == 401
    assert call("GET", "/search.csv?q=bike", "s-nobody").status_code == 401
    assert call("GET", "/search.csv?q=bike", "s-esra").status_code == 403
    assert len(rows(call("GET", "/search.csv?q=bike"))) == 6
