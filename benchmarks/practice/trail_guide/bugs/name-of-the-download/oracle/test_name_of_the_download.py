from urllib.parse import unquote

import pytest


def download(client, slug):
    answer = client.get(f"/trails/{slug}/track.gpx")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/gpx+xml")
    header = answer.headers["content-disposition"]
    assert header.startswith("attachment") and ".gpx" in header and "\n" not in header
    return answer.content.decode(), unquote(header)


def test_name_outside_of_latin_1(client):
    text, _ = download(client, "sniezka")
    assert "<name>Śnieżka – Kopa</name>" in text
    assert text.count("<trkpt") == 3 and "<ele>1603.3</ele>" in text


@pytest.mark.parametrize("name", ["Höhenweg – Süd", "Тропа", "路", "Chemin de l’Alpe"])
def test_other_names(client, db, name):
    db.execute("UPDATE trails SET name = ? WHERE slug = 'europaweg'", (name,))
    text, _ = download(client, "europaweg")
    assert f"<name>{name}</name>" in text and text.count("<trkpt") == 3


def test_names_as_before(client):
    text, header = download(client, "oeschinen-panorama")
    assert "Oeschinen Panorama.gpx" in header and "<ele>1750.2</ele>" in text
    assert "Europaweg.gpx" in download(client, "europaweg")[1]
    assert download(client, "hohturli")[0].count("<trkpt") == 4
    assert client.get("/trails/gemmi/track.gpx").status_code == 404
