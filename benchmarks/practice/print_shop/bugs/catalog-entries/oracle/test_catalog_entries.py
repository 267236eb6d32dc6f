from pathlib import Path

import pytest

from print_shop import db
from print_shop.commands import import_prices


def ask(client, *lines, **more):
    return client.post("/quotes", json={"lines": [{"paper": paper, "sheets": sheets} for paper, sheets in lines], **more})


@pytest.mark.parametrize("first", [("A4 90g", 1000), ("SRA3 300g", 60), ("Papyrus", 5), ("SRA3 300g", 2)])
def test_one_paper_after_the_other(client, first):
    assert ask(client, first).status_code in (201, 400, 404)
    totals = [ask(client, line).json["total"] for line in (("A3 135g", 200), ("A4 90g", 2000), ("SRA3 300g", 250), ("A3 135g", 500))]
    assert totals == ["48.00", "144.00", "136.25", "99.00"]


def test_all_in_one_after_one(client):
    assert ask(client, ("A4 90g", 100)).json["total"] == "12.00"
    assert ask(client, ("A4 90g", 100), ("A3 135g", 100), ("SRA3 300g", 50)).json["total"] == "66.50"
    assert ask(client, ("SRA3 300g", 49)).status_code == 400
    assert ask(client, ("A2 170g", 49)).status_code == 404


def test_lists_of_partners(client):
    assert ask(client, ("A4 90g", 100), customer=2).json["total"] == "10.00"
    assert ask(client, ("A2 170g", 100), customer=5).json["total"] == "33.30"
    assert ask(client, ("A2 170g", 20), customer=2).json["total"] == "7.60"
    assert ask(client, ("A3 135g", 100), customer=1).json["total"] == "24.00"


def test_after_an_import(client, tmp_path):
    assert ask(client, ("A4 90g", 100)).json["total"] == "12.00"
    with db.transaction():
        import_prices.save("standard", import_prices.read(b"paper;from_sheets;price\nA3 135g;1;25.00\nA4 90g;1;13.00\n"))
    db.Session.remove()
    assert ask(client, ("A3 135g", 100)).json["total"] == "25.00"
    assert ask(client, ("A4 90g", 100)).json["total"] == "13.00"
    assert ask(client, ("SRA3 300g", 100)).json["total"] == "61.00"
