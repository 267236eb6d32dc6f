import pytest

RUTH, RUTH_PASSWORD = "ruth.adler@choir.example", "ruth-sings-high"
JONAS, JONAS_PASSWORD = "jonas.brandt@choir.example", "jonas-sings-low"


def sign_in(desk, email, password):
    return desk.send("POST", "/api/sign-in", {"email": email, "password": password})


@pytest.mark.parametrize(
    "email, password, other",
    [
        (RUTH, RUTH_PASSWORD, "Ruth.Adler@choir.example"),
        (RUTH, RUTH_PASSWORD, "RUTH.Adler@choir.example"),
        (JONAS, JONAS_PASSWORD, "jonas.Brandt@choir.example"),
    ],
)
def test_second_account_in_another_spelling(admin, nobody, email, password, other):
    """It is refused, or each of the two signs in with its own spelling and password."""
    made = admin.send("POST", "/api/accounts", {"email": other, "password": "another-password"})
    assert made.status_code in (201, 400, 409)
    answer = sign_in(nobody, email, password)
    assert answer.status_code == 200
    assert answer.json()["account"]["email"] == email and answer.json()["account"]["member"] is not None
    key = answer.json()["token"]
    me = nobody.client.get("/api/me", headers={"Authorization": f"Bearer {key}"})
    assert me.status_code == 200 and me.json()["email"] == email
    second = sign_in(nobody, other, "another-password")
    if made.status_code == 201:
        assert second.status_code == 200 and second.json()["account"]["id"] == made.json()["id"]
    else:
        assert second.status_code == 401
        assert admin.get("/api/accounts").json()["total"] == 3
    assert sign_in(nobody, email, "wrong-password").status_code == 401


def test_through_an_invitation(admin, nobody):
    from choir_desk.models import Invitation

    made = admin.send("POST", "/api/invitations", {"email": "Jonas.Brandt@choir.example"})
    assert made.status_code in (201, 400, 409)
    if made.status_code == 201:
        code = Invitation.objects.get(pk=made.json()["id"]).code
        accepted = nobody.send("POST", "/api/invitations/accept", {"code": code, "password": "another-password"})
        assert accepted.status_code in (201, 400, 409)
    answer = sign_in(nobody, JONAS, JONAS_PASSWORD)
    assert answer.status_code == 200 and answer.json()["account"]["name"] == "Jonas Brandt"


def test_spelling_of_one_account_does_not_matter(admin, nobody):
    for spelling in ("Jonas.Brandt@choir.example", "JONAS.BRANDT@CHOIR.EXAMPLE", " jonas.brandt@Choir.example "):
        assert sign_in(nobody, spelling, JONAS_PASSWORD).status_code == 200
    made = admin.send("POST", "/api/accounts", {"email": "Books@Choir.example", "password": "count-the-money", "role": "librarian"})
    assert made.status_code == 201
    for spelling in ("books@choir.example", "Books@Choir.example", "BOOKS@choir.example"):
        answer = sign_in(nobody, spelling, "count-the-money")
        assert answer.status_code == 200
        assert (answer.json()["account"]["id"], answer.json()["account"]["role"]) == (made.json()["id"], "librarian")


def test_the_rest(admin, nobody):
    assert sign_in(nobody, JONAS, RUTH_PASSWORD).status_code == 401
    assert sign_in(nobody, "who@choir.example", RUTH_PASSWORD).status_code == 401
    assert admin.send("POST", "/api/accounts", {"email": RUTH, "password": "another-password"}).status_code == 409
    assert admin.send("POST", "/api/accounts", {"email": "no address", "password": "another-password"}).status_code == 400
    assert admin.send("POST", "/api/invitations", {"email": JONAS}).status_code == 409
    taken = nobody.send("POST", "/api/invitations/accept", {"code": "join-maren", "password": "maren-sings-too"})
    assert taken.status_code == 201 and taken.json()["account"]["email"] == "maren.groth@choir.example"
    assert sign_in(nobody, "Maren.Groth@choir.example", "maren-sings-too").status_code == 200
