import pytest

from parts_finder import imports

CSV = "\ufeffNumber;Title;Brand;Category;Price;Year_from\n1K0 999-1;Kühler;Volkswagen;Engine;1.049,90;2006\n1k0 615301aa;Bremsscheibe;Volkswagen;Brakes;19;\nX 1;Spoiler;BMW;Body;teuer;\n"


def upload(client, headers, content, kind="text/csv"):
    return client.post("/stock", content=content, headers={**headers, "content-type": kind})


def test_upload(client, bearer):
    done = upload(client, bearer("rhein"), CSV.encode())
    assert done.json() == {"new": 1, "changed": 1, "rejected": ["part 3: not a price: teuer"]}
    (part,) = client.get("/search", params={"q": "kuhler"}).json()["parts"]
    assert part["price"] == 1049.9 and part["part_id"] == "P0023" and part["condition"] == "used"
    (part,) = client.get("/search", params={"q": "1k0615301aa"}).json()["parts"]
    assert part["price"] == 19.0 and part["listed_at"] == "2026-08-01T09:00:00+00:00"


def test_json(client, bearer):
    row = {"number": "A-1", "title": "Hupe", "brand": "BMW", "category": "Body", "price": 5, "year_to": None}
    assert upload(client, bearer("sued"), imports.json.dumps([row, {**row, "title": "Horn"}]), "application/json").json() == {
        "new": 1, "changed": 1, "rejected": []
    }
    assert client.get("/search", params={"q": "horn"}).json()["total"] == 1


@pytest.mark.parametrize(
    "content", [b"number,title\n1,2\n", b"number,title,brand,category\n\xff,a,b,c\n", b'number,title,brand,category\n"1,a,b,c\n']
)
def test_unreadable(client, bearer, content):
    assert upload(client, bearer("rhein"), content).status_code == 422


def test_empty_file(client, bearer):
    assert upload(client, bearer("rhein"), b"").status_code == 422


def test_only_dealers(client, bearer):
    assert upload(client, bearer("lena"), CSV.encode()).status_code == 403


@pytest.mark.parametrize(
    "typed, price", [("1.234,50", 1234.5), ("1,234.50", 1234.5), ("89", 89.0), ("€ 89.9", 89.9), ("1.200", 1200.0), ("", None)]
)
def test_prices(typed, price):
    assert imports.parse_price(typed) == price


def test_command(settings, tmp_path, capsys):
    path = tmp_path / "stock.csv"
    path.write_text(CSV, encoding="utf-8")
    assert imports.main(["D02", str(path)]) == 0
    assert "2 new, 0 changed, 1 rejected" in capsys.readouterr().out
    assert imports.main(["D77", str(path)]) == 2
