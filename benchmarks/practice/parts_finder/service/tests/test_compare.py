import pytest

from parts_finder import catalogue, exports
from parts_finder.images import sizes


def test_part(client):
    part = client.get("/parts/P0009").json()
    assert part["attributes"] == {"side": "right", "colour": "grey / black"}
    assert part["price"] is None and part["years"] == [2005, 2009]
    assert part["images"] == {"small": [160, 213], "medium": [480, 640], "large": [480, 640]}
    assert client.get("/parts/P9999").status_code == 404


def test_compare(client):
    compared = client.get("/compare", params={"ids": "P0004,P0016,P0004"}).json()
    assert compared["part_ids"] == ["P0004", "P0016"]
    assert compared["attributes"] == {"colour": ["black", "silver"], "heated": ["yes", "yes"], "side": ["left", "right"]}
    assert compared["cheapest"] == 45.0


def test_compare_without_attributes(client):
    compared = client.get("/compare", params={"ids": "P0001,P0010"}).json()
    assert compared["attributes"] == {"diameter": ["280 mm", None], "side": ["front", None]}


@pytest.mark.parametrize("typed, status", [("P0001", 400), ("P0001,P9999", 404), ("", 400)])
def test_cannot_compare(client, typed, status):
    assert client.get("/compare", params={"ids": typed}).status_code == status


def test_export(client):
    answer = client.get("/export", params={"q": "bremsscheibe"})
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "part_id,number,title,brand,model,category,condition,price,dealer",
        "P0001,1K0 615 301-AA,Bremsscheibe vorne,Volkswagen,Golf,Brakes,used,24.90,Autoverwertung Rhein",
    ]
    assert client.get("/export", params={"form": "xlsx"}).status_code == 400


def test_export_lines(client):
    lines = client.get("/export", params={"q": "stossdampfer", "form": "jsonl"}).text.splitlines()
    assert len(lines) == 2 and '"price": null' in lines[1]


def test_exports_in_order(settings):
    loaded = catalogue.load(settings)
    assert list(exports.in_order(loaded, ["P0004", "P0001", "P9999", "P0003"])["part_id"]) == ["P0004", "P0001", "P0003"]


def test_small_images():
    assert sizes(120, 90) == {"small": [120, 90], "medium": [120, 90], "large": [120, 90]}
    assert sizes(float("nan"), 90) == {}
