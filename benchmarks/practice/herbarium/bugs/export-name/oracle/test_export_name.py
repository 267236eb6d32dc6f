import re
from urllib.parse import unquote

import pytest


def file_name(answer, ending):
    """The names in the header: plain and extended."""
    assert answer.status_code == 200
    header = answer.headers["content-disposition"]
    assert header.startswith("attachment")
    plain = re.search(r'filename="?([^";]*)"?', header)
    extended = re.search(r"filename\*=(?:UTF-8|utf-8)''([^;]+)", header)
    names = [found for found in (plain and plain[1], extended and unquote(extended[1])) if found]
    assert names and all(name.endswith(f".{ending}") for name in names)
    assert any(name.removesuffix(f".{ending}").strip() for name in names)
    if not header.isascii():
        assert not any(ord(letter) > 255 for letter in header)
    return names


def rows(answer):
    return [line.split(",")[0] for line in answer.content.decode("utf-8-sig").splitlines()]


def test_saved_search(client):
    answer = client.get("/saved/laki/export.csv")
    file_name(answer, "csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows(answer) == ["catalogNumber", "HB100025", "HB100003", "HB100026", "HB100013", "HB100001", "HB100014"]


@pytest.mark.parametrize("name", ["花の標本", "Ořešek – Čechy", "Ακρόπολη", "Süßgräser “neu”", "🌿"])
def test_any_script(client, name):
    slug = client.post("/saved", json={"name": name, "owner": "moser", "filters": {"country": ["Poland"]}}).json()["slug"]
    answer = client.get(f"/saved/{slug}/export.csv")
    file_name(answer, "csv")
    assert sorted(rows(answer)) == ["HB100016", "HB100025", "catalogNumber"]


@pytest.mark.parametrize(("query", "count"), [("%C5%82ysa", 1), ("%C4%8Celakovsk%C3%BD", 1), ("%E8%8A%B1", 0)])
def test_searches(client, query, count):
    answer = client.get(f"/search/export.csv?q={query}")
    file_name(answer, "csv")
    assert len(rows(answer)) == count + 1
    answer = client.get(f"/search/export.geojson?q={query}")
    file_name(answer, "geojson")
    assert len(answer.json()["features"]) == count


def test_plain_names(client):
    names = file_name(client.get("/saved/tyrolean-gentians/export.csv"), "csv")
    assert all(re.fullmatch(r"[Tt]yrolean[ -]gentians\.csv", name) for name in names)
    assert file_name(client.get("/search/export.csv"), "csv")[0] == "herbarium.csv"
    assert client.get("/saved/nothing/export.csv").status_code == 404
