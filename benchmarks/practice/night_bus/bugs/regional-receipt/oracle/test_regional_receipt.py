import pytest

from nightbus import receipts

GERMAN = {
    "language": "de",
    "lines": ["Quittung NB-1001", "von Alexanderplatz nach Rathaus Spandau", "2026-10-24 23:15", "6,10\xa0€"],
    "due": "6,10\xa0€",
    "paid": "6,10\xa0€",
}


@pytest.mark.parametrize("header", ["de-DE,de;q=0.9,en;q=0.8", "de-DE", "de", "fr-FR, de-DE;q=0.9, en;q=0.5", "en;q=0.1, de-DE;q=0.3"])
def test_german(ada, header):
    assert ada.get("/rides/NB-1001/receipt", accept_language=header) == (200, GERMAN)


@pytest.mark.parametrize("header, due", [("en-GB,en;q=0.9", "€6.10"), ("en-US", "€6.10"), ("fi-FI", "€6.10"), ("*", "€6.10"), ("", "€6.10")])
def test_english(ada, header, due):
    status, body = ada.get("/rides/NB-1001/receipt", accept_language=header)
    assert (status, body["language"], body["due"], body["paid"]) == (200, "en", due, due)
    assert body["lines"] == ["Receipt NB-1001", "from Alexanderplatz to Rathaus Spandau", "2026-10-24 23:15", due]


@pytest.mark.parametrize("header", ["pt-BR,pt;q=0.9", "pt-PT"])
def test_portuguese(ada, header):
    status, body = ada.get("/rides/NB-1001/receipt", accept_language=header)
    assert (status, body["language"]) == (200, "pt")
    assert body["lines"][:3] == ["Recibo NB-1001", "de Alexanderplatz a Rathaus Spandau", "2026-10-24 23:15"]
    assert body["due"] in ("€\xa06,10", "6,10\xa0€") and body["lines"][3] == body["due"] == body["paid"]


def test_of_austria(ada):
    status, body = ada.get("/rides/NB-1009/receipt", accept_language="de-AT")
    assert (status, body["language"], body["lines"][3]) == (200, "de", "nichts zu bezahlen")
    assert body["due"] in ("€\xa00,00", "0,00\xa0€")


def test_chosen(ben, clara):
    assert ben.get("/rides/NB-1002/receipt", accept_language="en-GB")[1]["lines"][0] == "Quittung NB-1002"
    assert clara.get("/rides/NB-1007/receipt", accept_language="en-GB")[1]["language"] == "pt"


def test_accepted():
    assert receipts.accepted("da, en-gb;q=0.8, en;q=0.7") == ["da", "en-gb", "en"]
