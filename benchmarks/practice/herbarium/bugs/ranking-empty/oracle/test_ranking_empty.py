import pytest


@pytest.mark.parametrize(
    "query",
    ["q=meadow&country=Fiji", "q=kerner&year_from=1950", "q=Gentiana&family=Rosaceae", "q=rosa&bbox=170,-20,-170,-10", "q=forest&taxon=Aster amellus"],
)
def test_nothing_left(client, query):
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    page = answer.json()
    assert page["total"] == 0 and page["items"] == [] and page["next"] is None


def test_selected_value_is_still_in_the_facets(client):
    facets = client.get("/search?q=meadow&country=Fiji").json()["facets"]
    assert facets["country"] == [{"value": "Fiji", "count": 0}]
    assert facets["family"] == []


def test_exports_and_map_of_nothing(client):
    answer = client.get("/search/export.csv?q=kerner&year_from=1950")
    assert answer.status_code == 200
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 1
    assert client.get("/search/export.geojson?q=meadow&country=Fiji").json()["features"] == []
    assert client.get("/heatmap?q=meadow&country=Fiji").json() == {"cell": 10, "cells": [], "without_place": 0}


def test_saved_search_without_hits(client):
    given = {"name": "none", "owner": "moser", "filters": {"q": "meadow", "country": ["Fiji"]}}
    assert client.post("/saved", json=given).status_code == 201
    answer = client.get("/saved/none/run")
    assert answer.status_code == 200 and answer.json()["items"] == []


def test_scores_stay(client):
    items = client.get("/search?q=gentiana").json()["items"]
    assert [(item["barcode"], item["score"]) for item in items[:2]] == [("HB100003", 1.0), ("HB100004", 0.964)]
    (only,) = client.get("/search?q=meadow&country=Poland").json()["items"]
    assert (only["barcode"], only["score"]) == ("HB100025", 1.0)
    assert client.get("/search?country=Poland").json()["items"][0]["score"] is None
    assert client.get("/search?q=edelweiss").json()["total"] == 0
