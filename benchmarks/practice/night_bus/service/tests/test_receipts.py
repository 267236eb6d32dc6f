def test_chosen_language(ben):
    status, body = ben.get("/rides/NB-1002/receipt", accept_language="pt")
    assert body["lines"] == ["Quittung NB-1002", "von Kottbusser Tor nach Flughafen BER", "2026-10-25 01:40", "8,30\xa0€"]
    assert body["paid"] == "8,30\xa0€"


def test_language_of_the_browser(ada):
    assert ada.get("/rides/NB-1001/receipt", accept_language="fr, pt;q=0.5, de;q=0.8")[1]["language"] == "de"
    assert ada.get("/rides/NB-1001/receipt", accept_language="en")[1]["due"] == "€6.10"


def test_other_languages(ada):
    for header in ("", "fi", "*", "de;q=x"):
        assert ada.get("/rides/NB-1001/receipt", accept_language=header)[1]["language"] == "en"


def test_region_of_a_language(ada):
    body = ada.get("/rides/NB-1001/receipt", accept_language="de-DE,de;q=0.9,en;q=0.8")[1]
    assert (body["language"], body["due"]) == ("de", "6,10\xa0€")
