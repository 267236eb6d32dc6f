import pytest

NEW = {"email": "pi@mail.example", "password": "a-long-password-1", "display_name": "Pi"}
WRONG = [31415, 1.5, True, ["Pi"], {"first": "Pi"}]


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize("field", ["email", "display_name", "time_zone"])
def test_what_is_no_text_is_refused(call, field, value):
    answer = call("POST", "/register", {**NEW, field: value})
    assert answer.status_code in (400, 422)
    assert set(answer.json()["error"]) == {"code", "message", "details"}


@pytest.mark.parametrize("value", WRONG)
def test_other_routes(call, value):
    assert call("POST", "/login", {"email": "ada.novak@acme.example", "password": value}).status_code in (400, 422)
    assert call("PATCH", "/account", {"phone": value}, user="ada").status_code in (400, 422)
    assert call("POST", "/staff/accounts/2/lock", {"hours": 1, "reason": value}, staff=True).status_code in (400, 422)


def test_texts_still_count(call):
    account = call("POST", "/register", {**NEW, "display_name": "  Pi Day ", "time_zone": None}).json()["account"]
    assert (account["email"], account["display_name"], account["time_zone"]) == ("pi@mail.example", "Pi Day", None)


@pytest.mark.parametrize(("field", "value"), [("display_name", "x" * 121), ("display_name", "a\0b"), ("display_name", ""), ("email", "")])
def test_wrong_texts_are_422(call, field, value):
    answer = call("POST", "/register", {**NEW, field: value})
    assert (answer.status_code, answer.json()["error"]["details"]["field"]) == (422, field)
