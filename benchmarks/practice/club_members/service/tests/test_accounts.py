import pytest

NEW = {"email": " Hanna@Neu.example ", "password": "lange genug 1", "full_name": "Hanna Neu", "language": "en"}


@pytest.fixture
def mails(conn):
    def read():
        return [(row["recipient"], row["subject"], row["body"]) for row in conn.execute("SELECT * FROM mails")]

    return read


def test_from_sign_up_to_login(client, mails):
    assert client.post("/signup", json=NEW).status_code == 201
    login = {"email": "HANNA@neu.example", "password": NEW["password"]}
    assert client.post("/login", json=login).status_code == 403
    recipient, subject, body = mails()[0]
    assert (recipient, subject) == ("hanna@neu.example", "Please confirm your address")
    token = body.rpartition(" ")[2]
    assert client.post("/verify", json={"token": token}).json() == {"email": "hanna@neu.example"}
    assert client.post("/verify", json={"token": token}).status_code == 410
    session = client.post("/login", json=login).json()["token"]
    me = client.get("/me", headers={"authorization": f"Bearer {session}"})
    assert me.json()["full_name"] == "Hanna Neu"


def test_address_is_taken(client):
    answer = client.post("/signup", json=NEW | {"email": "Lena.Gruber@post.example"})
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


@pytest.mark.parametrize("change", [{"email": "nobody"}, {"password": "short"}, {"admin": True}])
def test_unusable_sign_ups(client, change):
    answer = client.post("/signup", json=NEW | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert answer.headers["content-type"] == "application/problem+json"


def test_wrong_password(client):
    answer = client.post("/login", json={"email": "lena.gruber@post.example", "password": "steinfeld-5"})
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")


def test_nobody_is_signed_in(client):
    assert client.get("/me").status_code == 401
    assert client.get("/me", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/me", headers={"authorization": "Basic abc"}).status_code == 401


def test_logout(client):
    token = client.post("/login", json={"email": "ivo@tcs.example", "password": "steinfeld-3"}).json()["token"]
    headers = {"authorization": f"Bearer {token}"}
    assert client.post("/logout", headers=headers).status_code == 204
    assert client.get("/me", headers=headers).status_code == 401


def test_forgotten_password(client, mails, as_):
    assert client.post("/password/forgot", json={"email": "lena.gruber@post.example"}).status_code == 202
    assert mails()[0][1] == "Neues Passwort"
    token = mails()[0][2].split("mit ")[1].split()[0]
    assert client.post("/password/reset", json={"token": token, "password": "ganz neu 2026"}).status_code == 204
    assert as_(4).get("/me").status_code == 401
    login = {"email": "lena.gruber@post.example", "password": "ganz neu 2026"}
    assert client.post("/login", json=login).status_code == 200


def test_forgotten_password_of_nobody(client, mails):
    assert client.post("/password/forgot", json={"email": "x@y.example"}).status_code == 202
    assert mails() == []


def test_preferences(as_):
    wanted = {"newsletter": True, "reminder_hours": 6}
    assert as_(4).put("/me/preferences", json=wanted).status_code == 200
    answer = as_(4).get("/me/preferences").json()
    assert (answer["newsletter"], answer["reminder_hours"]) == (True, 6)
