from blood_bank.models import Donor


def test_donor(client):
    answer = client.get("/api/donors/D-1003")
    assert answer.json() == {
        "number": "D-1003",
        "name": "Ayla Demir",
        "email": "",
        "born": "1999-11-30",
        "weight_kg": 58.0,
        "group": "B+",
        "obstacle": "too soon after the last donation",
        "next_day": "2026-03-25",
    }


def test_unknown_donor(client):
    answer = client.get("/api/donors/D-9")
    assert (answer.status_code, answer.json()) == (404, {"error": "no such donor"})


def test_patch_email_leaves_a_trail(client, send):
    answer = send("patch", "/api/donors/D-1001", {"email": "gruber@post.example"}, **{"X-Staff": "Eva"})
    assert answer.json()["email"] == "gruber@post.example"
    assert client.get("/api/donors/D-1001/trail").json()["entries"] == [
        {"actor": "Eva", "changes": {"email": ["ilse@post.example", "gruber@post.example"]}}
    ]


def test_patch_without_change_leaves_none(client, send):
    assert send("patch", "/api/donors/D-1001", {"last_name": " Gruber "}).status_code == 200
    assert client.get("/api/donors/D-1001/trail").json()["entries"] == []


def test_patch_refuses(send):
    assert send("patch", "/api/donors/D-1001", {"email": "nobody"}).status_code == 400
    assert send("patch", "/api/donors/D-1001", {"born": "2026-02-30"}).status_code == 400
    assert send("patch", "/api/donors/D-1001", {"number": "D-1"}).json() == {"error": "number cannot be changed"}


def test_list_searches(client):
    page = client.get("/donors/?q=lang post").content.decode()
    assert "Peter Lang" in page and "Zoe Lang" in page and "2 donors" in page
    assert "Nobody found" in client.get("/donors/?q=xyz").content.decode()


def test_donor_page(client):
    page = client.get("/donors/D-1004/").content.decode()
    assert "deferred: journey to Kenya" in page and "2026-05-01" in page


NEW = {"first_name": "Rosa", "last_name": "Berg", "born": "1990-06-01", "email": "", "weight_kg": "70", "group": ""}


def test_new_donor(client):
    answer = client.post("/donors/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/donors/D-1007/")
    assert Donor.objects.get(number="D-1007").last_name == "Berg"


def test_new_donor_who_is_on_file(client):
    known = {**NEW, "first_name": "ilse", "last_name": "Gruber ", "born": "1980-05-17"}
    assert client.post("/donors/new/", known)["Location"] == "/donors/D-1001/"
    assert Donor.objects.count() == 6


def test_new_donor_with_errors(client):
    answer = client.post("/donors/new/", {**NEW, "born": "2030-01-01"})
    assert answer.status_code == 400
    assert "The day of birth is in the future." in answer.content.decode()
