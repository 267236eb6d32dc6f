import pytest

from house_price import importing

FILE = """district,address,area,rooms,price,listed,energy
LIS-AL,Rua Nova 5,"72,5",3,"€310.000,00",15.04.2026,b
WAW-MO,Lipowa 2,48 m2,2,610000 PLN,2026-04-16,
"""


def upload(partner, text):
    body = text.encode() if isinstance(text, str) else text
    return partner.post("/imports", content=body, headers={"content-type": "text/csv"})


def test_import(partner):
    answer = upload(partner, FILE)
    assert answer.status_code == 201
    assert answer.json()["created"] == 2
    house = partner.get(f"/houses/{answer.json()['ids'][0]}").json()
    assert house["asking_price"] == 310000
    assert house["area_m2"] == 72.5
    assert house["listed_on"] == "2026-04-15"
    assert house["energy_class"] == "B"


def test_lines_that_cannot_be_read_are_skipped(partner):
    body = upload(partner, FILE + "LIS-AL,Rua Nova 6,large,3,100000,,\n").json()
    assert body["created"] == 2
    assert body["skipped"][0]["line"] == 4


def test_semicolons_and_windows_encoding(partner):
    text = "district;address;area;rooms;price\nLIS-BE;Praça 1;70;3;200000\n"
    body = upload(partner, text.encode("cp1252")).json()
    assert partner.get(f"/houses/{body['ids'][0]}").json()["address"] == "Praça 1"


def test_missing_columns(partner):
    assert upload(partner, "district,address\nLIS-AL,Rua\n").status_code == 422


def test_import_needs_a_key(client):
    assert upload(client, FILE).status_code == 401


@pytest.mark.parametrize(("text", "expected"), [("72,5", 72.5), ("72 m2", 72.0)])
def test_numbers(text, expected):
    assert importing.number(text) == expected
