from chatbot.conversations import clean_tags
from chatbot.routes.conversations import preview


def test_start(ben):
    answer = ben.post("/conversations", json={"title": "Chairs"})
    assert answer.status_code == 201
    assert answer.json()["language"] == "en"


def test_list(ben):
    body = ben.get("/conversations").json()
    assert body["total"] == 2
    assert ben.get("/conversations?status=closed").json()["items"][0]["id"] == 4


def test_pages(ben):
    body = ben.get("/conversations?size=1&page=2").json()
    assert (len(body["items"]), body["pages"]) == (1, 2)


def test_show(ben):
    body = ben.get("/conversations/3").json()
    assert body["messages"] == 6
    assert body["preview"] == "Answer 3 of the assistant."


def test_of_others(as_user):
    assert as_user("ana").get("/conversations/3").status_code == 404


def test_change_tags(ben):
    assert ben.patch("/conversations/3", json={"tags": [" a  b", "a b", ""]}).json()["tags"] == ["a b"]


def test_closed(ben):
    assert ben.post("/conversations/3/close").json()["status"] == "closed"
    assert ben.post("/conversations/3/close").status_code == 409


def test_delete(ben):
    assert ben.delete("/conversations/4").status_code == 204
    assert ben.get("/conversations/4").status_code == 404


def test_at_most_five_tags():
    assert clean_tags(list("abcdefg")) == list("abcde")


def test_preview():
    assert preview("a\n b") == "a b"
    assert len(preview("x" * 100)) == 60
