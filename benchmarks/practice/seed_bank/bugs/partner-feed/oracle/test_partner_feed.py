from datetime import date
from decimal import Decimal

from seed_bank.models import Lot, Partner, Variety


def feed(call, code):
    status, data = call(None, "get", f"/api/feed/{code}")
    assert status == 200
    return data


def names(call, code):
    return [(lot["accession"], lot["name"], lot["accepted"]) for lot in feed(call, code)["lots"]]


def add(accession, name, code="ARC"):
    Lot.objects.create(
        accession=accession,
        variety=Variety.objects.get(name=name),
        harvested=date(2025, 9, 1),
        grams=Decimal("3.00"),
        partner=Partner.objects.get(code=code),
    )


def test_synonyms(call):
    assert feed(call, "NOA") == {
        "partner": "Noahs Garten",
        "lots": [
            {"accession": "NOA-2025-0001", "name": "Forelle", "accepted": "Forellenschluss", "harvested": "2025-08-01", "grams": "9.00"},
            {"accession": "NOA-2025-0002", "name": "Spottsalat", "accepted": "Forellenschluss", "harvested": "2025-08-03", "grams": "0.50"},
        ],
    }
    assert feed(call, "noa") == feed(call, "NOA")


def test_mixed(call):
    add("ARC-2025-0002", "Forelle")
    add("ARC-2025-0003", "Haferwurzel")
    assert names(call, "ARC") == [
        ("ARC-2025-0001", "Teltower Rübchen", "Teltower Rübchen"),
        ("ARC-2025-0002", "Forelle", "Forellenschluss"),
        ("ARC-2025-0003", "Haferwurzel", "Haferwurzel"),
    ]


def test_long_lines(call):
    last = Variety.objects.get(name="Spottsalat")
    for number in range(4):
        last = Variety.objects.create(name=f"Salat {number}", species="Lactuca sativa", synonym_of=last)
    add("ARC-2025-0009", "Salat 3")
    add("ARC-2025-0008", "Salat 1")
    assert names(call, "ARC")[1:] == [
        ("ARC-2025-0008", "Salat 1", "Forellenschluss"),
        ("ARC-2025-0009", "Salat 3", "Forellenschluss"),
    ]


def test_a_partner_without_lots(call):
    Partner.objects.create(code="LEE", name="Leer")
    assert feed(call, "lee") == {"partner": "Leer", "lots": []}


def test_no_such_partner(call, refused):
    refused(call(None, "get", "/api/feed/XYZ"), 404)


def test_other_pages(call, pk):
    assert call(None, "get", f"/api/varieties/{pk('Spottsalat')}")[1]["accepted"] == "Forellenschluss"
    assert [lot["accession"] for lot in feed(call, "ARC")["lots"]] == ["ARC-2025-0001"]
    assert b"Forellenschluss" in call("ada", "post", "/api/labels", {"lots": ["NOA-2025-0002"]})[1]
