import pytest


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "bearer   ", "BEARER"])
@pytest.mark.parametrize(("method", "path"), [("GET", "/me"), ("GET", "/bookings"), ("POST", "/logout")])
def test_header_without_a_token(ask, header, method, path):
    answer = ask(None, method, path, headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize("headers", [{}, {"authorization": ""}, {"authorization": "Basic ZGVtbw=="}, {"authorization": "Bearer nobody"}])
def test_nobody(ask, headers):
    assert ask(None, "GET", "/me", headers=headers).status_code == 401


@pytest.mark.parametrize("header", ["Bearer demo-4", "bearer demo-4", "BEARER  demo-4"])
def test_tokens_still_count(ask, header):
    answer = ask(None, "GET", "/me", headers={"authorization": header})
    assert (answer.status_code, answer.json()["id"]) == (200, 4)


def test_logout_ends_this_session_alone(ask):
    assert ask(4, "POST", "/logout").status_code == 204
    assert ask(4, "GET", "/me").status_code == 401
    assert ask(5, "GET", "/me").status_code == 200
