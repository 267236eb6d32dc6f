import json

import pytest

from chatbot import clients


@pytest.mark.parametrize(
    ("app", "version", "old"), [("web", "2.3.9", True), ("web", "2.10", False), ("ios", "4.9", True), ("kiosk", "0.1", False)]
)
def test_outdated(app, version, old):
    assert clients.outdated(clients.read(json.dumps({"app": app, "version": version}))) is old


def test_old_client_is_told(ben):
    answer = ben.get("/me", headers={"x-client": '{"app": "web", "version": "2.1"}'})
    assert (answer.status_code, answer.headers["x-update"]) == (200, "required")


@pytest.mark.parametrize("header", ["web/2.1", '{"app": "web"}', '{"app": "web", "version": "beta"}'])
def test_not_understood(ben, header, caplog):
    assert ben.get("/me", headers={"x-client": header}).status_code == 200
    assert "do not understand" in caplog.text


def test_the_second_time_is_refused(ben):
    headers = {"x-request-id": "7f3a"}
    assert ben.post("/conversations/3/messages", json={"text": "hello"}, headers=headers).status_code == 201
    assert ben.post("/conversations/3/messages", json={"text": "hello"}, headers=headers).status_code == 409
    assert ben.get("/conversations/3").json()["messages"] == 8
