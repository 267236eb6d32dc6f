import pytest


@pytest.mark.parametrize(
    "dealer_id, place, phone, parts",
    [
        ("D01", "Köln (NW), DE", "+49 221 555010", 6), ("D02", "Como (CO), IT", None, 4), ("D03", "Napoli (NA), IT", "+39 081 555020", 3),
        ("D04", "München (BY), DE", "+49 89 555030", 5), ("D05", "Haarlem (NH), NL", None, 4),
    ],
)
def test_places(client, dealer_id, place, phone, parts):
    answer = client.get(f"/dealers/{dealer_id}")
    assert answer.status_code == 200
    dealer = answer.json()
    assert (dealer["place"], dealer["phone"], dealer["parts"]) == (place, phone, parts)


def test_whole_page(client):
    assert client.get("/dealers/D03").json() == {
        "dealer_id": "D03", "name": "Ricambi Vesuvio", "place": "Napoli (NA), IT", "phone": "+39 081 555020",
        "location": {"lat": 40.85, "lon": 14.27}, "parts": 3, "brands": ["Alfa Romeo", "Fiat"],
    }
    assert client.get("/dealers/D05").json()["location"] is None
    assert client.get("/dealers/D99").status_code == 404


@pytest.mark.parametrize("city, region", [("Caserta", "CE"), ("Pozzuoli", "NA"), ("Windhoek", "na")])
def test_other_dealers(data, client, city, region):
    with (data / "dealers.csv").open("a", encoding="utf-8") as file:
        file.write(f"D06,Parti,{city},{region},IT,,40.8,14.1\n")
    assert client.get("/dealers/D06").json()["place"] == f"{city} ({region.upper()}), IT"


def test_missing_values_stay_missing(client, find):
    (screw,) = find(q="schraube")["parts"]
    assert screw["model"] == "" and screw["number"] == "07 11 9 904 025"
    (lamp,) = find(q="scheinwerfer touran")["parts"]
    assert lamp["price"] is None
    part = client.get("/parts/P0017").json()
    assert part["years"] == [None, None] and part["images"] == {}
    assert client.get("/stats/prices", params={"q": "turbina"}).json()["groups"][0]["priced"] == 0
