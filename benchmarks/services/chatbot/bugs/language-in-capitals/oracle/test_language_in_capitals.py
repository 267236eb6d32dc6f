import pytest


@pytest.mark.parametrize("body", [{"title": "Chairs"}, {}, {"language": None}])
def test_user_without_language(dev, body):
    answer = dev.post("/conversations", json=body)
    assert answer.status_code == 201
    assert (answer.json()["language"], answer.json()["title"]) == ("en", body.get("title"))


def test_default_of_the_settings(dev, own):
    from dataclasses import replace

    own.settings = replace(own.settings, default_language="fr")
    assert dev.post("/conversations", json={}).json()["language"] == "fr"


def test_language_forgotten(emil):
    assert emil.post("/conversations", json={}).json()["language"] == "de"
    emil.patch("/me", json={"language": None})
    assert emil.post("/conversations", json={}).json()["language"] == "en"


@pytest.mark.parametrize(("given", "kept"), [("DE", "de"), ("Fr", "fr"), ("pt", "pt")])
def test_capital_letters(ben, dev, given, kept):
    for client in (ben, dev):
        assert client.post("/conversations", json={"language": given}).json()["language"] == kept


def test_unknown(dev):
    assert dev.post("/conversations", json={"language": "xx"}).status_code == 422
