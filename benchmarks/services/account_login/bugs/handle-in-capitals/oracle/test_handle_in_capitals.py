import pytest


@pytest.mark.parametrize("handle", ["Ines", "INES", "Bela-Toth", " Kira-Sato "])
def test_taken_in_capitals(call, account, handle):
    answer = call("PATCH", "/account", {"handle": handle}, user="ada")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "taken")
    assert answer.json()["error"]["details"]["field"] == "handle"
    assert account("ada.novak@acme.example").handle == "ada-novak"


@pytest.mark.parametrize(("handle", "kept"), [("Ada-2", "ada-2"), ("ADA-NOVAK", "ada-novak"), ("ada-novak", "ada-novak"), ("x", "x")])
def test_free_handles(call, handle, kept):
    answer = call("PATCH", "/account", {"handle": handle}, user="ada")
    assert (answer.status_code, answer.json()["account"]["handle"]) == (200, kept)


@pytest.mark.parametrize("handle", ["Not a handle", "-x", "", None, 5, "é"])
def test_what_is_no_handle(call, handle):
    assert call("PATCH", "/account", {"handle": handle}, user="ada").status_code == 422


def test_taken_in_small_letters(call):
    assert call("PATCH", "/account", {"handle": "ines"}, user="ada").status_code == 409
