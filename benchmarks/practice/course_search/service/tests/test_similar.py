def test_same_subject_first(client):
    items = client.get("/courses/SP-101/similar?count=3").json()["items"]
    assert items[0]["code"] in {"IT-110", "SP-201"}
    assert "SP-101" not in [item["code"] for item in items]
    assert items[0]["likeness"] >= items[1]["likeness"] >= items[2]["likeness"]


def test_course_without_day(client):
    items = client.get("/courses/AS-900/similar?count=2").json()["items"]
    assert items[0]["code"] == "AS-100"


def test_count_is_checked(client):
    assert client.get("/courses/SP-101/similar?count=50").status_code == 400
    assert client.get("/courses/NO-1/similar").status_code == 404
