def test_sign_in_gives_a_working_token(client):
    token = client.post("/sign-in", json={"email": "Sommer@example.org", "password": "sommer-password"}).json()["token"]
    answer = client.get("/me", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["name"] == "Bäckerei Sommer"


def test_no_token(client):
    assert client.get("/me").status_code == 401
    assert client.get("/me", headers={"authorization": "Basic abc"}).status_code == 401


def test_sign_out(client, bearer):
    assert client.get("/me", headers=bearer("laka")).status_code == 200
    assert client.delete("/tokens/current", headers=bearer("laka")).status_code == 204
    assert client.get("/me", headers=bearer("laka")).status_code == 401
