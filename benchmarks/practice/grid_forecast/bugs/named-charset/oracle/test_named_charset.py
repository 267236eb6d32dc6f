import pytest

LINE = "2026-04-14T06:00Z,123.5"


def send(client, charset, path="/sites/ANG/readings", content=f"time,kw\n{LINE}".encode()):
    return client.post(path, content=content, headers={"content-type": f"text/csv; charset={charset}"})


@pytest.mark.parametrize("charset", ["utf8mb4", "windows-9999", "hex", "none", "zlib", "iso-8859-99", '"x y"'])
def test_no_such_charset(client, loads, charset):
    for path, content in (("/sites/ANG/readings", f"time,kw\n{LINE}"), ("/readings", f"site,time,kw\nANG,{LINE}")):
        answer = send(client, charset, path, content.encode())
        assert 400 <= answer.status_code < 500
        assert set(answer.json()) == {"error", "message"}
    assert "2026-04-14T06:00:00+00:00" not in loads("ANG", "2026-04-14")


def test_calendars_and_json(client, get):
    before = get("/calendars/portugal")
    head = {"content-type": "text/csv; charset=utf8mb4"}
    assert 400 <= client.put("/calendars/portugal", content=b"day,title\n2026-05-01,x", headers=head).status_code < 500
    assert get("/calendars/portugal") == before
    head = {"content-type": "application/json; charset=klingon"}
    body = b'{"readings": [{"time": "2026-04-14T06:00Z", "kw": 1}]}'
    assert 400 <= client.post("/sites/ANG/readings", content=body, headers=head).status_code < 500


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "utf-8-sig", "us-ascii", "windows-1252", "latin1"])
def test_charsets_that_there_are(client, loads, charset):
    answer = send(client, charset)
    assert (answer.status_code, answer.json()["stored"]) == (201, 1)
    assert loads("ANG", "2026-04-14")["2026-04-14T06:00:00+00:00"] == 123.5


def test_titles_in_their_charset(client):
    for charset, title in (("windows-1252", "Páscoa – fecho"), ("iso-8859-15", "Fundação €"), ("utf-16", "Páscoa"), ("utf-8", "Páscoa")):
        answer = send_calendar(client, charset, f"day;title\n2026-04-05;{title}".encode(charset))
        assert (answer.status_code, answer.json()["holidays"]) == (200, [{"day": "2026-04-05", "title": title}])


def send_calendar(client, charset, content):
    return client.put("/calendars/faro", content=content, headers={"content-type": f"text/csv; charset={charset}"})


def test_bytes_of_another_charset(client):
    for charset in ("utf-8", "ascii"):
        answer = send_calendar(client, charset, "day;title\n2026-04-05;Páscoa".encode("cp1252"))
        assert (answer.status_code, answer.json()["error"]) == (400, "unreadable")
    assert client.get("/calendars/faro").status_code == 404


def test_without_one(client, upload, loads):
    assert upload("/sites/ANG/readings", "\ufefftime,kw", LINE).status_code == 201
    assert loads("ANG", "2026-04-14")["2026-04-14T06:00:00+00:00"] == 123.5
    assert client.post("/sites/ANG/readings", json={"readings": [{"time": "2026-04-14T07:00Z", "kw": 9}]}).status_code == 201
