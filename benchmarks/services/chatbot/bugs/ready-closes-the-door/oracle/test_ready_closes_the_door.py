def test_questions_after_the_probe(ben, client):
    for _ in range(3):
        assert client.get("/ready").json() == {"model": True}
        answer = ben.post("/conversations/3/messages", json={"text": "hello"})
        assert (answer.status_code, answer.json()["reply"]) == (201, "You said: hello")
    assert ben.post("/conversations/3/title").status_code == 200
    assert ben.post("/conversations/3/messages", json={"text": "what is 2 + 3"}).json()["reply"] == "I looked it up: 5"


def test_model_that_is_down(ben, client, own):
    import httpx

    from chatbot.llm import LlmClient

    def down(request):
        raise httpx.ConnectError("refused")

    own.llm = LlmClient(own.settings, httpx.MockTransport(down))
    for _ in range(2):
        assert client.get("/ready").json() == {"model": False}
    assert ben.post("/conversations/3/messages", json={"text": "hello"}).status_code == 503


def test_without_a_probe(ben, client):
    assert ben.post("/conversations/3/messages", json={"text": "hello"}).status_code == 201
    assert client.get("/health").json()["status"] == "ok"


import pytest  # noqa: E402


@pytest.fixture
def client(as_user):
    return as_user("ben")
