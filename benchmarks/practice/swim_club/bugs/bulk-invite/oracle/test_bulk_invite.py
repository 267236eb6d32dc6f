from swim_club.models import AuditEntry, Mail, Member

JSON = "application/json"


def invite(app, people):
    return app("club-aino").post("/api/staff/invitations", {"people": people}, content_type=JSON)


def subjects():
    return {mail.to: mail.subject for mail in Mail.objects.all()}


def test_with_and_without_language(app):
    answer = invite(
        app,
        [
            {"email": "a@lake.example", "name": "A"},
            {"email": "b@lake.example", "name": "B", "locale": "fi"},
            {"email": "c@lake.example", "name": "C", "locale": None, "role": "trainer"},
        ],
    )
    assert answer.status_code == 201
    assert answer.json() == {"invited": ["a@lake.example", "b@lake.example", "c@lake.example"], "known": []}
    assert subjects() == {
        "a@lake.example": "You are invited",
        "b@lake.example": "Sinut on kutsuttu",
        "c@lake.example": "You are invited",
    }
    sent = AuditEntry.objects.filter(action="invitation.sent").order_by("subject__email")
    assert [(entry.subject.email, entry.actor.name, entry.detail) for entry in sent] == [
        ("a@lake.example", "Aino Virta", {"role": "member"}),
        ("b@lake.example", "Aino Virta", {"role": "member"}),
        ("c@lake.example", "Aino Virta", {"role": "trainer"}),
    ]


def test_they_are_members_like_others(app, client):
    assert invite(app, [{"email": "d@lake.example", "name": "Doris"}, {"email": "e@lake.example", "name": "Doris E", "locale": "sv"}]).status_code == 201
    found = app("club-aino").get("/api/staff/members?q=doris").json()["members"]
    assert [(each["email"], each["locale"], each["zone"], each["digest"], each["confirmed"]) for each in found] == [
        ("d@lake.example", "en", "Europe/Helsinki", False, False),
        ("e@lake.example", "sv", "Europe/Helsinki", False, False),
    ]
    data = {"code": Mail.objects.get(to="d@lake.example").body.rsplit("/", 1)[1], "password": "long-enough"}
    answer = client.post("/api/invitations/accept", data, content_type=JSON)
    assert answer.status_code == 200 and answer.json()["confirmed"] is True
    data = {"email": "d@lake.example", "password": "long-enough"}
    doris = app(client.post("/api/sign-in", data, content_type=JSON).json()["token"])
    assert doris.patch("/api/me", {"digest": True, "locale": "fi"}, content_type=JSON).status_code == 200
    assert doris.get("/api/me").json()["locale"] == "fi" and doris.get("/api/me").json()["digest"] is True


def test_nobody_signs_in_before_accepting(app, client):
    assert invite(app, [{"email": "f@lake.example", "name": "F"}]).status_code == 201
    for password in ("", "!", "long-enough"):
        data = {"email": "f@lake.example", "password": password}
        assert client.post("/api/sign-in", data, content_type=JSON).status_code == 401


def test_known_and_twice(app):
    people = [
        {"email": "g@lake.example", "name": "G"},
        {"email": "G@lake.example", "name": "G again", "locale": "sv"},
        {"email": "mika@lake.example", "name": "Mika"},
        {"email": "nora@lake.example", "name": "Nora"},
    ]
    answer = invite(app, people)
    assert answer.status_code == 201
    assert answer.json() == {"invited": ["g@lake.example"], "known": ["mika@lake.example", "nora@lake.example"]}
    assert subjects() == {"g@lake.example": "You are invited", "nora@lake.example": "You are invited"}
    again = invite(app, people)
    assert again.status_code == 200 and again.json()["invited"] == []
    assert Member.objects.filter(email__iexact="g@lake.example").count() == 1


def test_all_with_language_and_none_at_all(app):
    assert invite(app, [{"email": "h@lake.example", "name": "H", "locale": "sv"}]).status_code == 201
    assert subjects() == {"h@lake.example": "Du är inbjuden"}
    assert invite(app, []).status_code == 200


def test_one_person(app):
    answer = app("club-aino").post("/api/staff/invitations", {"email": "i@lake.example", "name": "I"}, content_type=JSON)
    assert answer.status_code == 201 and answer.json()["locale"] == "en"
