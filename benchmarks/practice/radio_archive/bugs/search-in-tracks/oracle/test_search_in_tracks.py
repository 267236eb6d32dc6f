import csv
import io

import pytest


@pytest.mark.parametrize(
    ("query", "token", "expected"),
    [
        ("q=jazz&show=funkhaus-live", None, ["RA-1992-0007"]),
        ("q=jazz&show=nachtflug", None, []),
        ("q=jazz&show=nachtflug", "editor", ["RA-1984-0003"]),
        ("q=jazz&year=1989", None, ["RA-1989-0210"]),
        ("q=jazz&medium=dat", None, ["RA-1992-0007", "RA-1989-0210"]),
        ("q=can&show=nachtflug&medium=tape&year=1978", None, ["RA-1978-0012"]),
        ("q=train&medium=tape", None, ["RA-1978-0012"]),
        ("q=fox&year=1971", None, []),
        ("q=jazz", None, ["RA-1992-0007", "RA-1989-0210"]),
        ("q=jazz", "editor", ["RA-1992-0007", "RA-1989-0210", "RA-1984-0003"]),
        ("q=train", None, ["RA-1992-0007", "RA-1978-0012"]),
        ("q=fischer", None, ["RA-1992-0007"]),
        ("q=krug", None, []),
        ("q=krug", "editor", ["RA-1984-0003"]),
        ("q=zither", None, []),
        ("show=nachtflug", None, ["RA-1979-0040", "RA-1978-0012"]),
        ("medium=dat&year=1986", None, ["RA-1986-0101"]),
    ],
)
def test_found(signatures, query, token, expected):
    assert signatures(token, f"/api/recordings?{query}") == expected


def test_once_each(ask, model):
    for position in (5, 6):
        model("catalogue.Track").objects.create(recording_id=6, position=position, title="More jazz")
    found = ask(None, "GET", "/api/recordings?q=jazz&show=funkhaus-live").json
    assert (found["total"], found["pages"], len(found["items"])) == (1, 1, 1)
    assert ask(None, "GET", "/api/recordings?q=jazz").json["total"] == 2


def test_page(page):
    text = page().get("/search/?q=jazz&show=funkhaus-live").content.decode()
    assert "Jazz night at the Funkhaus" in text
    assert "The bridge is open" not in text
    assert "The bridge is open" in page().get("/search/?q=jazz&year=1989").content.decode()


def test_saved(ask, signatures):
    sent = {"name": "Jazz of 1984", "criteria": {"q": "jazz", "year": 1984}}
    number = ask("editor", "POST", "/api/searches", sent).json["id"]
    assert signatures("editor", f"/api/searches/{number}") == ["RA-1984-0003"]
    assert signatures("editor", "/api/searches/1") == ["RA-1992-0007", "RA-1989-0210", "RA-1984-0003"]


def test_table(ask):
    answer = ask("reels", "GET", "/api/recordings.csv?q=train&medium=tape")
    assert answer.status == 200
    assert [row["signature"] for row in csv.DictReader(io.StringIO(answer.content.decode()))] == ["RA-1978-0012"]
