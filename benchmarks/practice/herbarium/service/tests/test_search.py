import pytest


def barcodes(answer):
    return [item["barcode"][-2:] for item in answer.json()["items"]]


def test_words_are_folded_and_all_needed(client):
    assert barcodes(client.get("/search?q=LYSA gora")) == ["16"]
    assert sorted(barcodes(client.get("/search?q=meadow kerner"))) == ["01", "13"]


def test_unknown_word_is_no_error(client):
    answer = client.get("/search?q=edelweiss")
    assert answer.status_code == 200
    assert answer.json()["total"] == 0 and answer.json()["items"] == [] and answer.json()["next"] is None


def test_known_word_that_the_filters_leave_nothing_of(client):
    answer = client.get("/search?q=meadow&country=Fiji")
    assert answer.status_code == 200 and answer.json()["items"] == []


def test_best_hit_has_score_one(client):
    scores = [item["score"] for item in client.get("/search?q=innsbruck").json()["items"]]
    assert scores[0] == 1.0 and scores == sorted(scores, reverse=True)


def test_filters(client):
    assert barcodes(client.get("/search?family=Rosaceae&country=Czechia")) == ["10"]
    assert barcodes(client.get("/search?family=Fucaceae&family=Orchidaceae&country=Germany&country=India")) == ["17", "18", "23"]
    assert barcodes(client.get("/search?collector=celakovsky")) == ["10"]
    assert barcodes(client.get("/search?types_only=true&country=Fiji")) == ["20", "22"]
    assert barcodes(client.get("/search?with_image=true")) == ["01", "04", "09", "20"]


def test_years_meet_the_interval(client):
    assert barcodes(client.get("/search?year_from=1911&year_to=1912")) == ["03", "07"]
    assert client.get("/search?year_from=1950&year_to=1900").status_code == 422


def test_box_over_the_date_line(client):
    assert barcodes(client.get("/search?bbox=179,-20,-179,-10")) == ["20", "21"]
    assert client.get("/search?bbox=10,47,11").status_code == 422


def test_synonyms_are_found(client):
    assert barcodes(client.get("/search?taxon=Rosa alpina")) == ["07", "08"]
    assert barcodes(client.get("/search?taxon=Nomen nescio")) == []


def test_order_by_date_puts_undated_last(client):
    dated = barcodes(client.get("/search?country=Austria&sort=collected&limit=50"))
    assert dated[0] == "09" and dated[-2:] == ["05", "14"]
    newest = barcodes(client.get("/search?country=Austria&sort=-collected&limit=50"))
    assert newest[0] == "24" and newest[-2:] == ["05", "14"]


def test_old_names_of_orders(client):
    assert barcodes(client.get("/search?country=Austria&sort=date")) == barcodes(client.get("/search?country=Austria&sort=collected"))
    assert client.get("/search?sort=weight").status_code == 422


@pytest.mark.parametrize("sort", ["name", "collected", "-collected", "added", "barcode"])
def test_pages(client, sort):
    seen, cursor = [], ""
    for _ in range(20):
        page = client.get(f"/search?sort={sort}&limit=4&cursor={cursor}").json()
        seen += [item["barcode"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 30


def test_bad_cursors(client):
    other = client.get("/search?sort=name&limit=2").json()["next"]
    assert client.get(f"/search?sort=collected&cursor={other}").status_code == 400
    assert client.get("/search?sort=name&cursor=zzz").status_code == 400


def test_facets(client):
    facets = client.get("/search?country=Poland").json()["facets"]
    assert facets["country"] == [{"value": "Poland", "count": 2}]
    assert facets["decade"] == [{"value": "1930s", "count": 2}]
    assert client.get("/search?country=Peru").json()["facets"]["country"] == [{"value": "Peru", "count": 0}]


def test_suggestions(client):
    assert client.get("/suggest?q=orch").json() == ["Orchis mascula", "Orchis militaris"]
    assert client.get("/suggest?q=clus").json() == ["Gentiana clusii", "Potentilla clusiana"]
    assert client.get("/suggest?q=").json() == []


def test_heatmap(client):
    answer = client.get("/heatmap?country=Austria").json()
    assert answer["without_place"] == 3
    assert answer["cells"] == [{"west": 10, "south": 40, "count": 10}]


def test_heatmap_of_nothing(client):
    assert client.get("/heatmap?country=Peru").json() == {"cell": 10, "cells": [], "without_place": 0}
