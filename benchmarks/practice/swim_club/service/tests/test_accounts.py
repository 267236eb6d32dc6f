import base64
import re

from swim_club.models import AuditEntry, Mail, Member

JSON = "application/json"


def code_of(mail):
    return re.search(r"/link/\w+/(\S+)", mail.body).group(1)


def sign_in(client, email, password, **more):
    return client.post("/api/sign-in", {"email": email, "password": password, **more}, content_type=JSON)


def test_register_confirm_sign_in(client):
    data = {"email": "new@lake.example", "name": "New One", "password": "long-enough", "locale": "sv"}
    assert client.post("/api/register", data, content_type=JSON).status_code == 202
    assert sign_in(client, "new@lake.example", "long-enough").status_code == 401
    mail = Mail.objects.get(to="new@lake.example")
    assert mail.subject == "Bekräfta din adress"
    answer = client.post("/api/confirm", {"code": code_of(mail)}, content_type=JSON)
    assert answer.json()["confirmed"] is True
    assert sign_in(client, "new@lake.example", "long-enough").status_code == 201
    assert client.post("/api/confirm", {"code": code_of(mail)}, content_type=JSON).status_code == 410


def test_register_known_address_tells_nothing(client):
    data = {"email": "Mika@lake.example", "name": "X", "password": "long-enough"}
    assert client.post("/api/register", data, content_type=JSON).status_code == 202
    assert not Mail.objects.exists()


def test_register_bad_input(client):
    data = {"email": "new@lake.example", "name": "New", "password": "long-enough"}
    for change in ({"email": "no"}, {"name": ""}, {"password": "short"}, {"locale": "xx"}, {"email": 3}):
        assert client.post("/api/register", {**data, **change}, content_type=JSON).status_code == 400
    for body in ("[1]", "{", "\"x\""):
        assert client.post("/api/register", body, content_type=JSON).status_code == 400


def test_sign_in(client):
    answer = sign_in(client, "mika@lake.example", "open-water")
    assert answer.status_code == 201 and answer.json()["scopes"] == ["read", "book"]
    me = client.get("/api/me", headers={"Authorization": f"Bearer {answer.json()['token']}"})
    assert me.json()["name"] == "Mika Laine"


def test_sign_in_without_regard_to_case(client):
    assert sign_in(client, "MIKA@lake.example", "open-water").status_code == 201


def test_wrong_credentials(client):
    assert sign_in(client, "mika@lake.example", "wrong").status_code == 401
    assert AuditEntry.objects.filter(action="signin.failed", subject__name="Mika Laine").count() == 1
    assert sign_in(client, "nobody@lake.example", "wrong").status_code == 401
    assert sign_in(client, "ex@lake.example", "open-water").status_code == 401
    assert sign_in(client, None, 3).status_code == 401


def test_sign_in_with_device(client):
    answer = sign_in(client, "mika@lake.example", "open-water", device={"key": "watch-9", "platform": "watch"})
    assert answer.json()["device"] == "watch-9"
    assert Member.objects.get(name="Mika Laine").devices.count() == 2


def basic(text):
    return {"Authorization": "Basic " + base64.b64encode(text.encode()).decode()}


def test_terminal_token(client):
    assert client.post("/api/tokens", headers=basic("mika@lake.example:open-water")).status_code == 201
    assert client.post("/api/tokens", headers=basic("mika@lake.example:wrong")).status_code == 401
    assert client.post("/api/tokens", headers=basic("mika")).status_code == 401
    assert client.post("/api/tokens", headers={"Authorization": "Basic %%"}).status_code == 401
    assert client.post("/api/tokens").status_code == 401


def test_reset(client):
    assert client.post("/api/password/reset", {"email": "mika@lake.example"}, content_type=JSON).status_code == 202
    code = code_of(Mail.objects.get(kind="reset"))
    data = {"code": code, "password": "another-one"}
    assert client.post("/api/password", data, content_type=JSON).status_code == 204
    assert client.post("/api/password", data, content_type=JSON).status_code == 410
    assert sign_in(client, "mika@lake.example", "another-one").status_code == 201


def test_reset_of_stranger(client):
    assert client.post("/api/password/reset", {"email": "who@lake.example"}, content_type=JSON).status_code == 202
    assert not Mail.objects.exists()
