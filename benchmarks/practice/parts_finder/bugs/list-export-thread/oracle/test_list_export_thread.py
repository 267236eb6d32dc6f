import json

import pytest

HEADER = "part_id,number,title,brand,model,category,condition,price,dealer"


def table(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return answer.content.decode("utf-8-sig").splitlines()


def test_golf(client, bearer):
    assert table(client.get("/lists/1/export", headers=bearer("lena"))) == [
        HEADER,
        "P0004,1K0 857 507,Außenspiegel links,Volkswagen,Golf,Body,used,45.00,Autoverwertung Rhein",
        "P0001,1K0 615 301-AA,Bremsscheibe vorne,Volkswagen,Golf,Brakes,used,24.90,Autoverwertung Rhein",
        "P0003,06A 115 561-B,Ölfilter,Volkswagen,Golf,Engine,new,7.20,Autoverwertung Rhein",
    ]
    assert table(client.get("/lists/2/export", headers=bearer("lena"))) == [HEADER]


def test_lines(client, bearer):
    answer = client.get("/lists/3/export?form=jsonl", headers=bearer("marco"))
    assert answer.status_code == 200
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [(row["part_id"], row["price"], row["dealer"]) for row in rows] == [
        ("P0019", 95.0, "De Onderdelenhal"), ("P0006", None, "Autoverwertung Rhein"), ("P0015", 180.0, "Teilehof Süd")
    ]


def test_after_changes(client, bearer):
    headers = bearer("lena")
    for _ in range(2):
        assert len(table(client.get("/lists/1/export", headers=headers))) == 4
    assert client.put("/lists/1/parts/P0017", headers=headers).status_code == 204
    assert client.delete("/lists/1/parts/P0004", headers=headers).status_code == 204
    assert client.post("/stock/P0003/sold", headers=bearer("rhein")).status_code == 200
    assert [line[:5] for line in table(client.get("/lists/1/export", headers=headers))[1:]] == ["P0001", "P0017"]


@pytest.mark.parametrize("who, path, status", [("marco", "1", 404), ("lena", "77", 404), ("nobody", "1", 401)])
def test_not_theirs(client, bearer, who, path, status):
    assert client.get(f"/lists/{path}/export", headers=bearer(who)).status_code == status


def test_other_requests(client, bearer):
    assert client.get("/lists/1/export?form=xlsx", headers=bearer("lena")).status_code == 400
    assert client.get("/lists/1/export").status_code == 401
    assert client.get("/lists/1", headers=bearer("lena")).json()["part_ids"] == ["P0004", "P0001", "P0003"]
    assert len(table(client.get("/export", params={"brand": "fiat"}))) == 6
