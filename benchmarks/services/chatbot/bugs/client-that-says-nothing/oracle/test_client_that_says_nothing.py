import pytest


@pytest.mark.parametrize("header", ["-", "", "web/2.1", "{}", '{"app": "web", "version": "2.10"}'])
@pytest.mark.parametrize("path", ["/me", "/conversations", "/health"])
def test_answered_whatever_the_client_says(ben, path, header):
    answer = ben.get(path, headers={"x-client": header})
    assert answer.status_code == 200
    assert "x-update" not in answer.headers


def test_says_nothing(ben):
    assert ben.get("/me").json()["id"] == "ben"


def test_outdated(ben):
    answer = ben.get("/me", headers={"x-client": '{"app": "web", "version": "2.1"}'})
    assert (answer.status_code, answer.headers["x-update"]) == (200, "required")
