import subprocess
import sys

import pytest

from print_shop import money
from print_shop.commands import import_prices

LIST = "paper;from_sheets;price\nA4 90g;1;10,40\nA2 250g;50;op aanvraag\nA3 135g;1;\nA3 135g;1;21,00\nB1;x;3\nB2;1;NaN\nB3;1;-4\nB4;1;sNaN\n"


@pytest.mark.parametrize("written", ["op aanvraag", "", "12.5.1", "1,2,3", "-", "NaN", "sNaN", "Infinity", "-1", "1000000", "1e40", "twelve"])
def test_no_amount(written):
    with pytest.raises(ValueError):
        money.parse(written)


@pytest.mark.parametrize(("written", "amount"), [("12", "12.00"), ("1.234,50", "1234.50"), ("€ 7,255", "7.26"), ("0", "0.00")])
def test_amounts(written, amount):
    assert money.text(money.parse(written)) == amount


def test_rows_are_counted():
    rows = import_prices.read(LIST.encode())
    assert {paper: {sheets: str(price) for sheets, price in tiers.items()} for paper, tiers in rows.prices.items()} == {
        "A4 90g": {1: "10.40"}, "A3 135g": {1: "21.00"},
    }
    assert len(rows.bad) == 6


def test_import(tmp_path, app, client, monkeypatch):
    (tmp_path / "list.csv").write_text(LIST)
    monkeypatch.setenv("PRINT_SHOP_DATABASE", str(tmp_path / "shop.sqlite3"))
    done = subprocess.run(
        [sys.executable, "-m", "print_shop.commands.import_prices", str(tmp_path / "list.csv"), "--list", "partner"], capture_output=True, text=True,
    )
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "2 papers, 6 rows not used"
    ask = lambda paper: client.post("/quotes", json={"customer": 2, "lines": [{"paper": paper, "sheets": 100}]})  # noqa: E731
    assert [ask(paper).json["total"] for paper in ("A4 90g", "A3 135g", "A2 170g")] == ["10.40", "21.00", "33.30"]
    assert ask("A2 250g").status_code == 404


@pytest.mark.parametrize("amount", ["op aanvraag", "1,2,3", "NaN", "-3"])
def test_amounts_of_clients(lotte, amount):
    answer = lotte.post("/refunds", json={"invoice": "F2026/0001", "amount": amount, "reason": "Colours"})
    assert answer.status_code == 400 and "amount" in answer.json["error"]
    assert lotte.post("/coupons", json={"code": "X", "amount": amount}).status_code == 400
