import os
import subprocess
import sys

from print_shop.commands import import_prices, nightly
from print_shop.db import Session
from print_shop.models import Job, PriceList


def test_night(app):
    assert nightly.run() == "1 overdue, 3 done, 0 failed"
    results = [job.result for job in Session.query(Job).order_by(Job.id)]
    assert results == ["F2026/0004", "mail to inkoop@dekade.example", "reminder for F2026/0002"]
    assert nightly.run() == "0 overdue, 0 done, 0 failed"


def test_read_a_list():
    rows = import_prices.read("paper;from_sheets;price\nA4 90g;1;13,00\nA4 90g;500;10.00\nRecyclé;1;1.020,00\nA5;many;3\n;1;2\n".encode("cp1252"))
    assert {paper: [str(price) for price in tiers.values()] for paper, tiers in rows.prices.items()} == {
        "A4 90g": ["13.00", "10.00"], "Recyclé": ["1020.00"],
    }
    assert len(rows.bad) == 2


def test_import(app, client, template, tmp_path):
    ask = {"lines": [{"paper": "A4 90g", "sheets": 100}]}
    assert client.post("/quotes", json=ask).json["total"] == "12.00"
    (tmp_path / "list.csv").write_text("\ufeffpaper;from_sheets;price\nA4 90g;1;13,00\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "print_shop.commands.import_prices", str(tmp_path / "list.csv")],
        env={**os.environ, "PRINT_SHOP_DATABASE": str(tmp_path / "shop.sqlite3")}, capture_output=True, text=True,
    )
    assert (done.returncode, done.stdout) == (0, "1 papers, 0 rows not used\n")
    assert client.post("/quotes", json=ask).json["total"] == "13.00"
    assert Session.query(PriceList).where(PriceList.name == "standard").one().version == 2
