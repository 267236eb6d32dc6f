from swim_club.models import Mail, Member

JSON = "application/json"


def test_members(app):
    found = app("aino").get("/api/staff/members?q=paul").json()["members"]
    assert [each["email"] for each in found] == ["paul.ek@lake.example", "Paul.Ek@lake.example"]
    assert app("aino").get("/api/staff/members?limit=0").status_code == 400


def test_role(app):
    tom = Member.objects.get(name="Tom Hart")
    answer = app("aino").patch(f"/api/staff/members/{tom.pk}", {"role": "trainer"}, content_type=JSON)
    assert answer.json()["role"] == "trainer"
    aino = Member.objects.get(name="Aino Virta")
    assert app("aino").patch(f"/api/staff/members/{aino.pk}", {"role": "member"}, content_type=JSON).status_code == 409
    assert app("aino").get("/api/staff/members/99999").status_code == 404


def test_close_account(app):
    tom = Member.objects.get(name="Tom Hart")
    assert app("aino").patch(f"/api/staff/members/{tom.pk}", {"active": False}, content_type=JSON).status_code == 200
    assert app("tom").get("/api/me").status_code == 401


def test_invite(app, client):
    answer = app("aino").post("/api/staff/invitations", {"email": "i@lake.example", "name": "Ida", "locale": "fi"}, content_type=JSON)
    assert answer.status_code == 201 and answer.json()["locale"] == "fi"
    mail = Mail.objects.get(to="i@lake.example")
    assert mail.subject == "Sinut on kutsuttu" and "Aino Virta" in mail.body
    data = {"code": mail.body.rsplit("/", 1)[1], "password": "long-enough"}
    assert client.post("/api/invitations/accept", data, content_type=JSON).json()["confirmed"] is True
    assert client.post("/api/invitations/accept", data, content_type=JSON).status_code == 410


def test_invite_many(app):
    people = [
        {"email": "a@lake.example", "name": "A", "locale": "sv"},
        {"email": "A@lake.example", "name": "A again", "locale": "sv"},
        {"email": "mika@lake.example", "name": "Mika"},
    ]
    answer = app("aino").post("/api/staff/invitations", {"people": people}, content_type=JSON)
    assert answer.status_code == 201
    assert answer.json() == {"invited": ["a@lake.example"], "known": ["mika@lake.example"]}
    assert [mail.to for mail in Mail.objects.all()] == ["a@lake.example"]


def test_invite_bad_input(app):
    for people in (3, [3], [{"email": "x"}], [{"email": "a@b.cd", "name": "A", "role": "king"}]):
        assert app("aino").post("/api/staff/invitations", {"people": people}, content_type=JSON).status_code == 400


def test_audit_log(app):
    first = app("aino").get("/api/staff/audit?limit=4").json()
    assert [each["action"] for each in first["entries"]] == ["account.closed", "signin.failed", "signin.token", "role.changed"]
    rest = app("aino").get("/api/staff/audit", {"after": first["after"]}).json()
    assert [each["action"] for each in rest["entries"]] == ["account.confirmed", "role.changed"] and rest["after"] is None


def test_audit_filters(app):
    def actions(**query):
        return [each["action"] for each in app("aino").get("/api/staff/audit", query).json()["entries"]]

    assert actions(since="2026-05-11") == ["account.closed", "signin.failed"]
    assert actions(since="2026-05-10T20:30:00Z", until="2026-05-11") == ["signin.token"]
    assert actions(action="role") == ["role.changed", "role.changed"]
    assert app("aino").get("/api/staff/audit?since=yesterday").status_code == 400
    assert app("aino").get("/api/staff/audit?after=xyz").status_code == 400
