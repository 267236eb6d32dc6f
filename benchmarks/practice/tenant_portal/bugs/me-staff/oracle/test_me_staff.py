import pytest


@pytest.mark.parametrize(
    ("who", "role", "name"),
    [("kern", "caretaker", "Ute Kern"), ("volt", "trade", "Volt electricians"), ("office", "office", "Lindenhof office")],
)
def test_accounts_that_are_no_tenants(ask, who, role, name):
    status, body = ask(who).get("/me")
    assert status == 200
    assert (body["email"], body["name"], body["role"], body["tenant"]) == (f"{who}@example.org", name, role, None)


def test_sign_in_of_a_caretaker(ask):
    client = ask(None)
    status, body = client.post("/sign-in", {"email": "sahin@example.org", "password": "sahin-password"})
    assert status == 200 and body["name"] == "Emre Şahin" and body["tenant"] is None
    assert client.get("/me") == (200, body)


def test_account_changed_by_the_office(ask):
    status, body = ask("office")("PATCH", "/accounts/4", {"role": "caretaker"})
    assert status == 200 and body["role"] == "caretaker" and body["tenant"] is None


def test_tenants(ask):
    for who, name, language, flats in [
        ("brandt", "Clara Brandt", "de", ["LI12-2"]),
        ("petrova", "Ирина Петрова", "ru", ["LI12-3"]),
        ("nowak", "Piotr Nowak", "pl", ["HO3-1"]),
    ]:
        status, body = ask(who).get("/me")
        tenant = body["tenant"]
        assert status == 200 and body["role"] == "tenant"
        assert (tenant["name"], tenant["language"], tenant["flats"]) == (name, language, flats)
