def test_card(client):
    card = client.get("/specimens/hb100004").json()
    assert card["name"] == "Gentiana kochiana Perr. & Songeon"
    assert card["accepted_name"] == "Gentiana acaulis"
    assert card["collected"] == ["1874-07-02", "1874-07-02"]
    assert card["images"] == 1 and card["history"] is None
    assert client.get("/specimens/HB999999").status_code == 404


def test_card_with_history(client):
    card = client.get("/specimens/HB100001?history=true").json()
    assert card["history"] == [{"name": "Gentiana acaulis", "determined_by": "import", "determined_on": None}]


def test_card_without_and_then_with_history(client):
    assert client.get("/specimens/HB100001").json()["history"] is None
    assert len(client.get("/specimens/HB100001?history=true").json()["history"]) == 1
    assert client.get("/specimens/HB100001").json()["history"] is None


def test_determination_changes_the_card(client):
    assert client.get("/specimens/HB100007").json()["name"] == "Rosa pendulina L."
    given = {"name": "Rubus vestitus", "determined_by": "Moser", "determined_on": "2026-05-03"}
    answer = client.post("/specimens/HB100007/determinations", json=given)
    assert answer.status_code == 201
    assert [entry["name"] for entry in answer.json()["history"]] == ["Rubus vestitus", "Rosa pendulina"]
    assert client.get("/specimens/HB100007").json()["name"] == "Rubus vestitus Weihe"
    assert client.post("/specimens/HB100007/determinations", json={"name": "Nomen nescio"}).status_code == 404


def test_names(client):
    answer = client.get("/names/rosa alpina").json()
    assert answer["accepted"] == "Rosa pendulina L." and answer["is_synonym"]
    assert client.get("/names/Gentiana acaulis").json()["synonyms"] == ["Ciminalis acaulis (L.) Borkh.", "Gentiana kochiana Perr. & Songeon"]
    assert client.get("/names/Nomen nescio").status_code == 404


def test_names_in_a_circle_stand_for_themselves(client):
    answer = client.get("/names/Hieracium laevicaule").json()
    assert answer["accepted"] == "Hieracium laevicaule Jord." and not answer["is_synonym"]


def test_match(client):
    answer = client.post("/names/match", json={"names": ["gentiana ACAULIS", "Orchis militarys", "Quercus robur"]}).json()
    assert [(one["match"], one["how"]) for one in answer] == [
        ("Gentiana acaulis", "exact"),
        ("Orchis militaris", "close"),
        (None, "none"),
    ]


def test_match_with_repetitions(client):
    answer = client.post("/names/match", json={"names": ["Rosa alpina", "rosa  alpina", "Rosa alpina"]}).json()
    assert [one["accepted"] for one in answer] == ["Rosa pendulina"] * 3


def test_images_of_a_sheet(client):
    answer = client.get("/specimens/HB100001/images").json()
    assert [image["taken_at"] for image in answer] == ["2016-07-04T07:15:00+00:00", "2016-01-04T08:15:00+00:00"]
    assert [image["exposure"] for image in answer] == ["1/60 s", "2 s"]
    assert client.get("/specimens/HB999999/images").status_code == 404


def test_latest_images(client):
    names = [image["file_name"] for image in client.get("/images").json()]
    assert names == ["HB100020.jpg", "HB100009_a.jpg", "HB100001_a.jpg", "HB100001_b.jpg", "HB100004.tif"]


def test_images_with_licence(client):
    names = [image["file_name"] for image in client.get("/images?licence=CC BY").json()]
    assert names == ["HB100009_a.jpg", "HB100001_b.jpg"]


def test_new_image(client):
    given = {"file_name": "new.jpg", "width": 4000, "height": 3000, "exif": {"DateTimeOriginal": "2026:05:01 10:00:00"}}
    answer = client.post("/specimens/HB100002/images", json=given)
    assert answer.status_code == 201 and answer.json()["megapixels"] == 12.0
    assert answer.json()["taken_at"] == "2026-05-01T08:00:00+00:00"
    assert client.post("/specimens/HB100002/images", json=given).status_code == 409
    assert client.get("/specimens/HB100002").json()["images"] == 1
