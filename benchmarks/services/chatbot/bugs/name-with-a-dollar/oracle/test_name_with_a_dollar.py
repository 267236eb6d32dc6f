import pytest


@pytest.mark.parametrize("name", ["Ke$ha", "$am", "A$AP", "100$", "$$", "$today", "Ben"])
def test_names(ben, model, name):
    asked = model(lambda request: {"choices": [{"message": {"content": "Yes."}}]})
    assert ben.patch("/me", json={"name": f"{name} Carter"}).status_code == 200
    answer = ben.post("/conversations/3/messages", json={"text": "hello"})
    assert answer.status_code == 201
    assert f"You talk to {name}. Today is 2026-03-10." in asked[0]["messages"][0]["content"]


def test_name_beside_letters(monkeypatch):
    from chatbot import prompts

    monkeypatch.setitem(prompts.TEMPLATES["de"], "greeting", "Das ist $names Gespräch am $today.")
    for name in ("Emil", "Ke$ha", "$today"):
        assert prompts.render("greeting", "de", name=name, today="Montag") == f"Das ist {name}s Gespräch am Montag."
