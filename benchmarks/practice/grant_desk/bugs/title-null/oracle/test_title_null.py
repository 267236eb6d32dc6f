import pytest

PATH = "/applications/SEED26-0004"


@pytest.mark.parametrize(
    "change",
    [{"title": None}, {"currency": None}, {"title": None, "summary": "Moon"}, {"title": "Night", "currency": None}],
)
def test_null_for_what_is_required(ask, change):
    before = ask("rita", "GET", PATH).json
    answer = ask("rita", "PATCH", PATH, change)
    assert (answer.status, answer.json["error"]) == (422, "invalid")
    assert ask("rita", "GET", PATH).json == before


def test_what_can_be_changed(ask):
    answer = ask("rita", "PATCH", PATH, {"title": " Night walks, again ", "currency": "USD"})
    assert (answer.status, answer.json["title"], answer.json["currency"]) == (200, "Night walks, again", "USD")
    assert ask("rita", "PATCH", PATH, {"summary": "By the moon."}).json["summary"] == "By the moon."
    assert ask("rita", "PATCH", PATH, {}).json["title"] == "Night walks, again"
    answer = ask("rita", "PATCH", PATH, {"summary": None})
    assert (answer.status, answer.json["summary"], answer.json["title"]) == (200, None, "Night walks, again")


@pytest.mark.parametrize("change", [{"title": ""}, {"currency": "euro"}, {"colour": "red"}, {"title": 7}])
def test_other_refusals(ask, change):
    assert ask("rita", "PATCH", PATH, change).status == 422


def test_other_patches(ask):
    assert ask("officer", "PATCH", "/calls/RIVER26", {"title": None}).status == 422
    assert ask("officer", "PATCH", "/calls/RIVER26", {"note": None}).status == 200
    assert ask("officer", "PATCH", "/organisations/1", {"iban": None}).json["iban"] is None
    assert ask("officer", "PATCH", "/organisations/1", {"name": None}).status == 422
    assert ask("rita", "PATCH", "/applications/SEED26-0001", {"title": "Late"}).status == 409
