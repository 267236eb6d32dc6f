HEAD = "SKU;Name;Category;Price;Pack\n"


def load(run, tmp_path, text, kind="products"):
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    return run("mill_orders.imports", kind, str(path))


def shown(client, sku):
    answer = client.get(f"/products/{sku}")
    return answer.json()["cents_per_kg"] if answer.status_code == 200 else answer.status_code


def test_empty_cells_at_the_end(run, tmp_path, client):
    done = load(run, tmp_path, HEAD + "OA-FL;Oat flakes;Oats;2,10;1 kg;\nOA-BR;Oat bran;Oats;1,90;1 kg;;\nSP-630;Spelt 630;Spelt;2,15;1 kg; ;\n")
    assert done.returncode == 0 and "2 new, 1 changed, 0 rejected" in done.stdout
    assert [shown(client, sku) for sku in ("OA-FL", "OA-BR", "SP-630")] == [210, 190, 215]
    found = client.get("/products", params={"q": "oat"}).json()["products"]
    assert [product["sku"] for product in found] == ["OA-BR", "OA-FL"]


def test_lots(run, tmp_path, client):
    text = "Lot;SKU;Milled;Best before;Weight\nL-6309;SP-630;01.09.2026;2027-03-31;3 kg;\nL-6310;SP-630;01.09.2026;2027-04-30;4 kg\n"
    done = load(run, tmp_path, text, "lots")
    assert done.returncode == 0 and "2 new, 0 changed, 0 rejected" in done.stdout
    assert client.get("/products/SP-630").json()["available_grams"] == 32_000


def test_surplus_with_something_in_it_does_not_stop_the_others(run, tmp_path, client):
    done = load(run, tmp_path, HEAD + "OA-FL;Oat flakes;Oats;2,10;1 kg\nSP-WH;Spelt, wholegrain;Spelt;2,30;1 kg;new;price\nOA-BR;Oat bran;Oats;1,90;1 kg\n")
    assert done.returncode == 0
    assert [shown(client, sku) for sku in ("OA-FL", "OA-BR")] == [210, 190]
    assert shown(client, "SP-WH") in (225, 230)


def test_what_worked_before(run, tmp_path, client):
    done = load(
        run, tmp_path,
        "\ufeffPRICE; sku;Name;Category;Pack;Replaced by\n1,20;fl-405;Type 405;Flour;500 g\n;XX-1;Nothing;Flour;1 kg;\n0,90;OA-XX;Oat husk;Oats;2 bags;\n1,00;FL-812;Half;Flour;5 kg;FL-550\n",
    )
    assert done.returncode == 0 and "0 new, 2 changed, 2 rejected" in done.stdout
    assert "line 3: no price" in done.stderr and "line 4: unknown unit" in done.stderr
    assert [shown(client, sku) for sku in ("FL-405", "XX-1", "OA-XX")] == [120, 404, 404]
    assert client.get("/products/FL-812").json()["replaced_by"] == "FL-550"
