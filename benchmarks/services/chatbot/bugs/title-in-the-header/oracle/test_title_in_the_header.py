import pytest


@pytest.fixture
def titled(ben):
    def start(title):
        return ben.post("/conversations", json={"title": title}).json()["id"]

    return start


@pytest.mark.parametrize("title", ["Łóżko dla dziecka", "椅子 2", "Price: 5 € – ok?", "😀", "Ключ"])
@pytest.mark.parametrize(("format", "suffix"), [("json", "json"), ("markdown", "md")])
def test_titles_of_the_world(ben, titled, title, format, suffix):
    number = titled(title)
    answer = ben.get(f"/conversations/{number}/export?format={format}")
    assert answer.status_code == 200
    named = answer.headers["content-disposition"]
    assert named.startswith("attachment")
    assert f".{suffix}" in named
    assert title in answer.content.decode()


def test_plain_title(ben):
    answer = ben.get("/conversations/3/export?format=markdown")
    assert answer.status_code == 200
    assert answer.text.startswith("# Lamp for the desk\n\nTags: lamp, Advice\n")
    assert "lamp" in answer.headers["content-disposition"].lower()


def test_of_others(ben):
    assert ben.get("/conversations/5/export").status_code == 404
