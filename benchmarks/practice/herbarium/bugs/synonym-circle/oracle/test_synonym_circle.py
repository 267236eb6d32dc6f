import pytest

from herbarium.taxonomy import Name, Names


def name(number, text, accepted=None):
    return Name(number, text, None, None, "species", accepted)


@pytest.mark.parametrize(
    ("barcode", "full", "accepted"),
    [
        ("HB100011", "Hieracium laevicaule Jord.", "Hieracium laevicaule"),
        ("HB100012", "Hieracium lachenalii Suter", "Hieracium lachenalii"),
        ("HB100005", "Ciminalis acaulis (L.) Borkh.", "Gentiana acaulis"),
        ("HB100004", "Gentiana kochiana Perr. & Songeon", "Gentiana acaulis"),
        ("HB100001", "Gentiana acaulis L.", "Gentiana acaulis"),
    ],
)
def test_cards(client, barcode, full, accepted):
    answer = client.get(f"/specimens/{barcode}")
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["accepted_name"]) == (full, accepted)


@pytest.mark.parametrize("text", ["Hieracium laevicaule", "Hieracium lachenalii"])
def test_names_in_the_circle(client, text):
    for _ in range(2):
        answer = client.get(f"/names/{text}")
        assert answer.status_code == 200
        assert answer.json()["accepted"] == answer.json()["name"] and answer.json()["name"].startswith(text)
        assert answer.json()["is_synonym"] is False


def test_other_names(client):
    answer = client.get("/names/Ciminalis acaulis").json()
    assert answer["accepted"] == "Gentiana acaulis L." and answer["is_synonym"] is True
    assert answer["synonyms"] == ["Ciminalis acaulis (L.) Borkh.", "Gentiana kochiana Perr. & Songeon"]


def test_match_and_search(client):
    given = ["Hieracium lachenalii", "Rosa alpina", "hieracium laevicaule"]
    answer = client.post("/names/match", json={"names": given})
    assert answer.status_code == 200
    assert [one["accepted"] for one in answer.json()] == ["Hieracium lachenalii", "Rosa pendulina", "Hieracium laevicaule"]
    found = client.get("/search?taxon=Hieracium laevicaule")
    assert found.status_code == 200 and "HB100011" in [item["barcode"] for item in found.json()["items"]]
    assert client.get("/search?taxon=Rosa pendulina").json()["total"] == 2


def test_order_of_questions_does_not_matter():
    for order in ([1, 2, 3], [3, 2, 1], [2, 3, 1]):
        names = Names([name(1, "a", 2), name(2, "b", 3), name(3, "c", 1), name(4, "d", 5), name(5, "e")])
        for number in order + order:
            assert names.accepted(names.by_id[number]).id == number
        assert names.accepted(names.by_id[4]).id == 5


def test_name_of_itself_and_long_way():
    names = Names([name(1, "a", 1)])
    assert names.accepted(names.by_id[1]).id == 1
    names = Names([*(name(n, f"n{n}", n + 1) for n in range(1, 40)), name(40, "n40")])
    assert names.accepted(names.by_id[1]).id == 40
    assert names.accepted(names.by_id[40]).id == 40


def test_name_that_leads_into_a_circle_has_an_answer():
    names = Names([name(1, "a", 2), name(2, "b", 1), name(3, "c", 1)])
    assert names.accepted(names.by_id[3]).id in (1, 2, 3)
