SEEDED = {"order_lookup": {"calls": 7, "failed": 1}}


def test_again_and_again(dev):
    for _ in range(4):
        answer = dev.get("/statistics/tools")
        assert answer.status_code == 200
        assert answer.json() == {"tools": SEEDED}


def test_after_calls(say, dev):
    say("what is 1 + 1")
    say("what is 1 / 0")
    for _ in range(2):
        body = dev.get("/statistics/tools").json()["tools"]
        assert body == {"calculator": {"calls": 2, "failed": 1}, **SEEDED}


def test_two_applications(dev, own, data, tmp_path):
    import shutil

    from fastapi.testclient import TestClient

    from chatbot.app import create_app
    from chatbot.settings import Settings

    assert dev.get("/statistics/tools").json() == {"tools": SEEDED}
    other = create_app(Settings(data=shutil.copytree(data, tmp_path / "other"), llm_url="echo:"))
    client = TestClient(other, headers={"X-User-Id": "ben"}, raise_server_exceptions=False)
    client.post("/conversations/3/messages", json={"text": "what is 1 + 1"})
    client.headers["X-User-Id"] = "dev"
    for _ in range(2):
        assert client.get("/statistics/tools").json()["tools"]["calculator"] == {"calls": 1, "failed": 0}


def test_only_admins(ben):
    assert ben.get("/statistics/tools").status_code == 403
