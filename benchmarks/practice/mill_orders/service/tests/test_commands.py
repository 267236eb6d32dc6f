from sqlalchemy import select

from mill_orders import imports, nightly
from mill_orders.models import Product, Statement


def test_import_products(settings, session, tmp_path, capsys):
    path = tmp_path / "products.csv"
    path.write_text(
        "\ufeffSKU; Name;Category;PRICE;Pack\n"
        "OA-FL;Oat flakes;Oats;2,10;1 kg\n"
        "fl-405;Type 405 pastry flour;Flour;1,15;1 kg\n"
        "OA-XX;Oat bran;Oats;cheap;1 kg\n",
        encoding="utf-8",
    )
    assert imports.main(["products", str(path)]) == 0
    printed = capsys.readouterr()
    assert "1 new, 1 changed, 1 rejected" in printed.out and "line 4: not a price" in printed.err
    assert session.scalar(select(Product.cents_per_kg).where(Product.sku == "FL-405")) == 115


def test_import_lots(settings, client, tmp_path):
    path = tmp_path / "lots.csv"
    path.write_text("Lot;SKU;Milled;Best before;Weight\nL-6309;SP-630;01.09.2026;2027-03-31;3 kg\n")
    assert imports.main(["lots", str(path)]) == 0
    assert client.get("/products/SP-630").json()["available_grams"] == 28_000


def test_tiers():
    bounds = nightly.tier_bounds([10, 20, 30, 40, 0])
    assert [nightly.tier_of(grams, bounds) for grams in (40, 20, 10, 0)] == ["top", "regular", "slow", "slow"]
    assert nightly.tier_bounds([0, 0]) is None


def test_statements_can_be_written_again(settings, session, capsys):
    for _ in range(2):
        assert nightly.main(["statements", "--month", "2026-07"]) == 0
    assert "2 statements written" in capsys.readouterr().out
    totals = session.scalars(select(Statement.total_cents).order_by(Statement.customer_id)).all()
    assert totals == [4750, 880]


def test_unpaid_orders_are_cancelled(settings, client, bearer, capsys):
    assert nightly.main(["unpaid", "--day", "2026-09-14"]) == 0
    assert client.get("/orders/M26-0108", headers=bearer("harbour")).json()["status"] == "cancelled"
    assert client.get("/orders/M26-0110", headers=bearer("laka")).json()["status"] == "open"
