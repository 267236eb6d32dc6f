def test_sign_in_and_out(world):
    world.user("ann")
    client = world.app.test_client()
    assert client.get("/office/customers").headers["Location"] == "/sign-in"
    assert client.post("/sign-in", data={"name": "ann", "password": "wrong"}).status_code == 422
    assert client.post("/sign-in", data={"name": "ann", "password": "soap"}).headers["Location"] == "/office/customers"
    assert "Pine Inn" in client.get("/office/customers").text
    client.post("/sign-out")
    assert client.get("/office/customers").status_code == 303


def test_session_ends(world, monkeypatch):
    ann = world.browser("ann")
    monkeypatch.setenv("LINEN_NOW", "2026-03-05T03:00:00+02:00")
    assert ann.get("/office/customers").status_code == 303


def test_roles(world):
    guest = world.browser("pine", "customer", world.pine)
    assert guest.get("/office/customers").status_code == 403
    assert world.browser("ann").get("/office/customers/NONE").status_code == 404


def test_forms_need_their_token(world):
    ann = world.browser("ann")
    assert ann.bare.post("/office/items/TOWEL", data={"price": "0.60"}).status_code == 400
    assert ann.post("/office/items/TOWEL", price="0.60").status_code == 303
    assert world.fresh(world.towel).list_cents == 60
