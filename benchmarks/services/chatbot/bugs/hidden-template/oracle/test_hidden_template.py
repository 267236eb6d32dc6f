import pytest


@pytest.mark.parametrize("language", ["en", "de", "fr", "pt"])
def test_again_and_again(ben, language):
    first = ben.get(f"/templates/{language}")
    assert first.status_code == 200
    assert [one["kind"] for one in first.json()["templates"]] == ["summary", "system", "title"]
    for _ in range(2):
        assert ben.get(f"/templates/{language}").json() == first.json()


def test_prompt_still_knows_the_summary(ben, model, sql):
    asked = model(lambda request: {"choices": [{"message": {"content": "Yes."}}]})
    sql("UPDATE conversations SET summary = 'Ben wants a lamp.' WHERE id = 3")
    ben.get("/templates/en")
    ben.get("/templates/en")
    assert ben.post("/conversations/3/messages", json={"text": "hello"}).status_code == 201
    assert asked[0]["messages"][0]["content"].endswith("Earlier in this conversation: Ben wants a lamp.")


def test_unknown_language(ben):
    assert ben.get("/templates/xx").status_code == 404
