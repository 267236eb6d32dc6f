def test_list_and_filters(singer):
    assert singer.get("/api/members").json()["total"] == 9
    assert singer.get("/api/members", left=1).json()["total"] == 10
    names = [m["last_name"] for m in singer.get("/api/members", section="s1").json()["items"]]
    assert names == ["Adler", "Groth", "Jensen"]
    assert singer.get("/api/members", section="X9").status_code == 400
    assert singer.get("/api/members", q="iwan").json()["items"][0]["first_name"] == "Olga"


def test_pages(singer):
    answer = singer.get("/api/members", limit=2, offset=4).json()
    assert [m["last_name"] for m in answer["items"]] == ["Filipek", "Groth"] and answer["total"] == 9
    assert singer.get("/api/members", limit="all").status_code == 400


def test_newest(singer):
    items = singer.get("/api/members", left=1, recent=2).json()["items"]
    assert [m["last_name"] for m in items] == ["Jensen", "Iwanowa"]


def test_newest_of_a_section(singer):
    items = singer.get("/api/members", section="S1", recent=2).json()["items"]
    assert [m["last_name"] for m in items] == ["Jensen", "Groth"]


def test_create_and_history(admin):
    data = {"first_name": "Uwe", "last_name": "Voss", "section": "B2", "joined_on": "2026-10-01", "born_on": "1990-04-30"}
    answer = admin.send("POST", "/api/members", data)
    assert answer.status_code == 201
    pk = answer.json()["id"]
    assert admin.send("PATCH", f"/api/members/{pk}", {"born_on": "1990-05-30"}).status_code == 200
    last = admin.get(f"/api/members/{pk}/history").json()["items"][-1]
    assert last["changes"] == {"born_on": ["1990-04-30", "1990-05-30"]}


def test_change_needs_rights_and_sense(admin, singer):
    assert singer.send("PATCH", "/api/members/1", {"phone": "1"}).status_code == 403
    assert admin.send("PATCH", "/api/members/1", {"left_on": "1999-01-01"}).status_code == 400
    assert admin.send("PATCH", "/api/members/999", {}).status_code == 404
