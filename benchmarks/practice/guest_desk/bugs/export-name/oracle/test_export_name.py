from urllib.parse import unquote

import pytest

HEAD = "id,at,actor,action,details"


def export(client, code, name="mara"):
    return client(name).get(f"/staff/audit/export?hostel={code}")


def file_name(answer):
    text = answer.headers["content-disposition"]
    assert text.startswith("attachment")
    return unquote(text)


def test_a_polish_name(client):
    answer = export(client, "KRK")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.splitlines()[0] == HEAD
    assert answer.text.splitlines()[1].startswith("3,2026-05-11T07:31:00+00:00,1,role.given,")
    assert len(answer.text.splitlines()) == 2
    assert "2026-06-10" in file_name(answer)


@pytest.mark.parametrize("name", ["Hôtel Étoile", "Хостел Рига", "ホステル東京", "Hostel “Zur Post”", "Hostel – Süd"])
def test_other_names(client, desk, name):
    desk.store.write("INSERT INTO hostels (code, name, zone) VALUES ('NEW', ?, 'Europe/Paris')", name)
    desk.audit.record("moved", None, "NEW", rooms=4)
    answer = export(client, "NEW", "olga")
    assert answer.status_code == 200
    assert "2026-06-10" in file_name(answer)
    assert answer.text.splitlines() == [HEAD, '5,2026-06-10T09:30:00+00:00,,moved,"{""rooms"": 4}"']


@pytest.mark.parametrize(("code", "name", "lines"), [("LIS", "Alfama", 3), ("BER", "Oderberg", 1), ("SAO", "Vila", 1)])
def test_plain_names(client, code, name, lines):
    answer = export(client, code)
    assert answer.status_code == 200
    assert name in file_name(answer) and "2026-06-10" in file_name(answer)
    assert len(answer.text.splitlines()) == lines


def test_who_may_and_what_is_unknown(client):
    assert export(client, "KRK", "rui").status_code == 403
    assert export(client, "KRK", "ana").status_code == 403
    assert export(client, "ROM").status_code == 400
    assert client().get("/staff/audit/export?hostel=KRK").status_code == 401


def test_the_pages_have_it_too(client):
    page = client("mara").get("/staff/audit?hostel=KRK").json()
    assert [entry["id"] for entry in page["entries"]] == [3]
