from choir_desk.models import Account, OutgoingMail


def sign_in(desk, email, password):
    return desk.send("POST", "/api/sign-in", {"email": email, "password": password})


def test_sign_in_and_out(nobody):
    answer = sign_in(nobody, "jonas.brandt@choir.example", "jonas-sings-low")
    assert answer.status_code == 200 and answer.json()["account"]["name"] == "Jonas Brandt"
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    assert nobody.client.get("/api/me", headers=headers).status_code == 200
    assert nobody.client.post("/api/sign-out", headers=headers).status_code == 200
    assert nobody.client.get("/api/me", headers=headers).status_code == 401


def test_case_of_the_address_does_not_matter(nobody):
    assert sign_in(nobody, "Jonas.Brandt@Choir.example", "jonas-sings-low").status_code == 200


def test_wrong_password_and_unknown_address(nobody):
    assert sign_in(nobody, "jonas.brandt@choir.example", "wrong").status_code == 401
    assert sign_in(nobody, "who@choir.example", "wrong").status_code == 401


def test_create_account(admin):
    data = {"email": "books@choir.example", "password": "count-the-money", "role": "librarian"}
    assert admin.send("POST", "/api/accounts", data).status_code == 201
    assert admin.send("POST", "/api/accounts", data).status_code == 409


def test_invitation(nobody):
    answer = nobody.send("POST", "/api/invitations/accept", {"code": "join-maren", "password": "maren-sings-too"})
    assert answer.status_code == 201 and answer.json()["account"]["name"] == "Maren Groth"
    again = nobody.send("POST", "/api/invitations/accept", {"code": "join-maren", "password": "maren-sings-too"})
    assert again.status_code == 410


def test_reset(nobody):
    assert nobody.send("POST", "/api/password-resets", {"email": "ruth.adler@choir.example"}).status_code == 202
    uid, token = OutgoingMail.objects.last().body.split()[5].split("/")[-2:]
    data = {"uid": uid, "token": token, "password": "ruth-sings-higher"}
    assert nobody.send("POST", "/api/password-resets/confirm", data).status_code == 200
    assert sign_in(nobody, "ruth.adler@choir.example", "ruth-sings-higher").status_code == 200
    assert nobody.send("POST", "/api/password-resets/confirm", data).status_code == 400


def test_reset_with_a_cut_link(nobody):
    data = {"uid": "M", "token": "x", "password": "ruth-sings-higher"}
    assert nobody.send("POST", "/api/password-resets/confirm", data).status_code == 400
