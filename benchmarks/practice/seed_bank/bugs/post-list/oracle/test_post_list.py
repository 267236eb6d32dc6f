import pytest

HEAD = b"number;name;street;postcode;town;country\r\n"


def pack(call, card):
    status, data = call("ada", "post", "/api/parcels", {"card": card, "items": [{"lot": "SB-2024-0012", "grams": "1"}]})
    assert status == 201
    return str(data["id"]).encode()


def test_a_danish_street(call):
    number = pack(call, "M-004")
    status, data = call("ada", "get", "/api/parcels/post")
    assert (status, data) == (200, HEAD + number + b";Dora;Kirkeg?rdsvej 3;8000;Aarhus;DK\r\n")


@pytest.mark.parametrize(
    "street, town, line",
    [
        ("Calle Peña 2", "A Coruña", "Calle Pe?a 2;28013;A Coru?a"),
        ("Łąkowa 5", "Łódź", "Łąkowa 5;28013;Łódź"),
        ("Østre gate 1", "Tromsø", "?stre gate 1;28013;Troms?"),
        ("улица 3", "Köln", "????? 3;28013;Köln"),
    ],
)
def test_addresses(call, street, town, line):
    address = {"street": street, "postcode": "28013", "town": town, "country": "ES"}
    assert call("ben", "put", "/api/me/address", address)[0] == 200
    number = pack(call, "M-002")
    status, data = call("ada", "get", "/api/parcels/post?day=2026-03-12")
    assert (status, data) == (200, HEAD + number + b";Ben;" + line.encode("cp1250") + b";ES\r\n")
    assert call("ben", "get", "/api/me/address")[1]["street"] == street


def test_several(call):
    first, second = pack(call, "M-003"), pack(call, "M-004")
    lines = call("ada", "get", "/api/parcels/post")[1].split(b"\r\n")
    assert lines[1:] == [
        first + ";Cai;Ulica Długa 7;80-827;Gdańsk;PL".encode("cp1250"),
        second + b";Dora;Kirkeg?rdsvej 3;8000;Aarhus;DK",
        b"",
    ]


def test_other_days(call, refused):
    assert call("ada", "get", "/api/parcels/post") == (200, HEAD)
    assert call("ada", "get", "/api/parcels/post?day=2023-04-03") == (200, HEAD)
    assert call("ada", "get", "/api/parcels/post?day=2024-03-18")[1].endswith(
        ";Ben;Lange Straße 4;26122;Oldenburg;DE\r\n".encode("cp1250")
    )
    refused(call("ada", "get", "/api/parcels/post?day=x"), 400)
    refused(call("dora", "get", "/api/parcels/post"), 403)


def test_labels_as_before(call):
    call("ada", "post", "/api/varieties", {"name": "Jordbærtomat ñ", "species": "Solanum"})
    body = "name;species;harvested;grams\nJordbærtomat ñ;Solanum;2025-08-01;5\n".encode()
    taken = call("ada", "post", "/api/partners/ARC/list", body, "text/csv")[1]["taken"]
    assert b"Jordb?rtomat ?\r\n" in call("ada", "post", "/api/labels", {"lots": taken})[1]
