from chatbot import prompts


def test_language():
    assert "Deutsch" in prompts.render("system", "de", name="Emil", today="2026-03-02")


def test_region_and_unknown_language():
    assert prompts.render("title", "pt-BR") == prompts.render("title", "pt")
    assert prompts.render("title", "xx") == prompts.render("title", "en")


def test_templates(client):
    body = client.get("/templates/en").json()
    assert body["templates"][2]["fields"] == ["name", "today"]
    assert client.get("/templates/xx").status_code == 404
