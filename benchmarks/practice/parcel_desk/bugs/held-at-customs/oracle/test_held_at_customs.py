import pytest


def hold(post_scans, tracking="SL77001", epoch=1789345200):
    xml = f'<scans><scan parcel="{tracking}" code="55" epoch="{epoch}"><depot>Schwechat</depot></scan></scans>'
    answer = post_scans("SL", xml.encode())
    assert (answer.status_code, answer.json["recorded"]) == (200, 1)


def hold_norpost(post_scans):
    event = {"item": "NP1000003", "status": "CUS", "time": "2026-09-14T06:00:00+02:00"}
    assert post_scans("NP", json={"events": [event]}).json["recorded"] == 1


@pytest.mark.parametrize("language", ["de", "en", "pl"])
def test_timeline(client, post_scans, language):
    hold(post_scans)
    answer = client.get(f"/parcels/PD-000003/timeline?lang={language}")
    assert answer.status_code == 200
    assert answer.json["status"] == "customs_hold"
    first, second, last = answer.json["entries"]
    announced, on_its_way = ("Angekündigt", "Unterwegs") if language == "de" else ("Announced", "On its way")
    assert (first["label"], second["label"], second["place"]) == (announced, on_its_way, "Köln")
    assert (last["at"], last["place"]) == ("2026-09-14T00:20:00Z", "Schwechat")
    if language == "de":
        assert isinstance(last["label"], str) and len(last["label"].strip()) > 3
        assert last["label"] not in ("Angekündigt", "Unterwegs", "customs_hold", "Zugestellt")
    else:
        assert last["label"] == "Held by customs"


def test_german_timeline_of_norpost(client, post_scans):
    hold_norpost(post_scans)
    entries = client.get("/parcels/PD-000012/timeline?lang=de").json["entries"]
    assert [(entry["at"], entry["place"]) for entry in entries] == [("2026-09-14T04:00:00Z", None)]
    assert entries[0]["label"]


def test_figures_count_held_parcels(client, post_scans):
    assert client.get("/figures").json["stages"] == {"expected": 2, "here": 10, "gone": 5}
    hold(post_scans)
    answer = client.get("/figures")
    assert answer.status_code == 200
    stages = answer.json["stages"]
    assert (stages["here"], stages["gone"], sum(stages.values())) == (10, 5, 17)
    hold_norpost(post_scans)
    stages = client.get("/figures").json["stages"]
    assert (stages["here"], stages["gone"], sum(stages.values())) == (9, 5, 17)


def test_it_goes_on(client, post_scans):
    hold(post_scans)
    later = b'<scans><scan parcel="SL77001" code="30" epoch="1789350000"/></scans>'
    assert post_scans("SL", later).json["recorded"] == 1
    assert client.get("/parcels/PD-000003").json["status"] == "arrived"
    labels = [entry["label"] for entry in client.get("/parcels/PD-000003/timeline?lang=de").json["entries"]]
    assert len(labels) == 4 and labels[3] == "Im Shop eingetroffen"
    assert client.get("/figures").json["stages"] == {"expected": 1, "here": 11, "gone": 5}


def test_codes_without_a_meaning(client, post_scans):
    assert post_scans("SL", b'<scans><scan parcel="SL77001" code="56" epoch="1789345200"/></scans>').status_code == 200
    assert client.get("/parcels/PD-000003").json["status"] == "in_transit"
    assert len(client.get("/parcels/PD-000003/timeline?lang=de").json["entries"]) == 2
