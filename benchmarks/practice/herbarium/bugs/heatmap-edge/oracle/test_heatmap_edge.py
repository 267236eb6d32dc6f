import pytest


def cells(client, query):
    answer = client.get(f"/heatmap?{query}")
    assert answer.status_code == 200, query
    return sorted((cell["west"], cell["south"], cell["count"]) for cell in answer.json()["cells"])


def test_what_is_left_over_in_the_east(client):
    assert cells(client, "cell=7&country=Fiji") == [(-180, -20, 1), (177, -20, 2)]
    assert cells(client, "cell=11&country=Fiji") == [(-180, -24, 1), (172, -24, 2)]
    assert cells(client, "cell=32&country=Fiji") == [(-180, -26, 1), (172, -26, 2)]
    assert cells(client, "cell=16&country=Fiji") == [(-180, -26, 1), (172, -26, 2)]


def test_every_size(client):
    for size in range(1, 46):
        found = cells(client, f"cell={size}")
        assert sum(count for _, _, count in found) == 25
        assert all((west + 180) % size == 0 and (south + 90) % size == 0 for west, south, _ in found)


def test_north(client):
    from herbarium import geo

    assert [(c["west"], c["south"], c["count"]) for c in geo.heatmap([[11.0, 88.5], [12.0, 88.0]], 7)] == [(9, 85, 2)]


@pytest.mark.parametrize("place", [[180.0, 10.0], [20.0, 90.0], [180.0, 90.0]])
def test_the_edges_themselves(client, place):
    """Which cell they belong to is left open."""
    from herbarium import geo

    for size in (10, 7):
        assert sum(cell["count"] for cell in geo.heatmap([place], size)) == 1


def test_sizes_that_divide_the_globe(client):
    assert cells(client, "country=Austria") == [(10, 40, 10)]
    assert cells(client, "country=Fiji") == [(-180, -20, 1), (170, -20, 2)]
    assert cells(client, "country=Poland&cell=5") == [(20, 45, 1), (20, 50, 1)]
    assert client.get("/heatmap?country=Peru&cell=7").json() == {"cell": 7, "cells": [], "without_place": 0}
    assert client.get("/heatmap?cell=0").status_code == 422
