import pytest

LONG = "an old wooden kitchen table with two drawers and six turned legs, oiled"


@pytest.mark.parametrize("text", [LONG, "Ä" * 60, "x" * 57, "sofa"])
def test_names_are_different_and_short(call, text):
    names = []
    for _ in range(12):
        answer = call("POST", "/saved", "s-dmitri", json={"params": {"q": text}})
        assert answer.status_code == 201
        names.append(answer.json()["name"])
    assert len(set(names)) == 12
    assert all(0 < len(name) <= 60 for name in names)
    assert all(name.startswith(text[:4]) for name in names)
    assert names[0] == text[:60]


def test_short_names_keep_their_form(call):
    names = [call("POST", "/saved", "s-bjorn", json={"params": {"q": "Gitarre"}}).json()["name"] for _ in range(3)]
    assert names == ["Gitarre (2)", "Gitarre (3)", "Gitarre (4)"]


def test_limits_and_given_names(call):
    assert call("POST", "/saved", "s-anna", json={"name": "Stuhl", "params": {}}).status_code == 409
    for number in range(18):
        assert call("POST", "/saved", "s-anna", json={"params": {"q": LONG}}).status_code == 201, number
    answer = call("POST", "/saved", "s-anna", json={"params": {"q": LONG}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "too_many_saved")
