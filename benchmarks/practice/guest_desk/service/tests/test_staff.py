def test_who_may_see_guests(client):
    for name, status in (("olga", 200), ("mara", 200), ("rui", 200), ("nils", 200), ("ana", 403), (None, 401)):
        assert client(name).get("/staff/guests/5").status_code == status


def test_roles_include_others(client):
    roles = {role["name"]: role for role in client("olga").get("/staff/roles").json()}
    assert roles["night"]["permissions"] == ["guests.read"]
    assert roles["manager"]["permissions"] == ["audit.read", "guests.read", "invite", "partners"]
    assert roles["owner"]["includes"] == ["manager"]


def test_changing_a_role(client):
    changed = client("olga").patch("/staff/roles/night", json={"own": ["invite"], "includes": ["reception"]})
    assert changed.json()["permissions"] == ["guests.read", "invite"]
    assert client("olga").patch("/staff/roles/night", json={"own": ["fly"]}).status_code == 400
    assert client("olga").patch("/staff/roles/cook", json={"own": []}).status_code == 404
    assert client("olga").patch("/staff/roles/night", json={"includes": ["cook"]}).status_code == 404
    assert client("mara").patch("/staff/roles/night", json={"own": []}).status_code == 403


def test_a_role_does_not_include_itself(client):
    refused = client("olga").patch("/staff/roles/night", json={"includes": ["night"]})
    assert (refused.status_code, refused.json()["problem"]) == (409, "role-circle")


def test_giving_a_role(client):
    assert client("ana").get("/staff/audit").status_code == 403
    assert client("olga").put("/staff/people/5/role", json={"role": "manager"}).status_code == 200
    assert client("ana").get("/staff/audit").status_code == 200


def test_pages_of_the_log(client):
    first = client("mara").get("/staff/audit?hostel=LIS&size=1").json()
    assert [entry["action"] for entry in first["entries"]] == ["role.given"]
    second = client("mara").get(f"/staff/audit?hostel=LIS&size=1&before={first['next']}").json()
    assert ([entry["action"] for entry in second["entries"]], second["next"]) == (["guest.closed"], None)


def test_the_log_of_all(client):
    client("olga").post("/staff/documents", json={"kind": "cookies", "title": "Cookies"})
    entries = client("mara").get("/staff/audit").json()["entries"]
    assert entries[0]["details"] == {"kind": "cookies", "version": 1}
    assert len(entries) == 5


def test_export(client):
    answer = client("mara").get("/staff/audit/export?hostel=LIS")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.splitlines()[1] == "1,2026-05-02T10:00:00+00:00,8,guest.closed,{}"
    assert client("rui").get("/staff/audit/export?hostel=LIS").status_code == 403
    assert client("mara").get("/staff/audit/export?hostel=ROM").status_code == 400


def test_a_new_version_has_to_be_agreed_to(client):
    made = client("olga").post("/staff/documents", json={"kind": "privacy", "title": "Privacy, shorter"})
    assert made.json()["version"] == 2
    assert [row["kind"] for row in client("ana").get("/me/consents").json()["pending"]] == ["house-rules", "privacy"]
