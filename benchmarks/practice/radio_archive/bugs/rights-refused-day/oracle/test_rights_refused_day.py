import pytest

PATH = "/api/recordings/RA-1984-0003/rights"
GOOD = {"holder": "Manfred Krug", "use": "online", "valid_from": "2026-11-01", "valid_until": "2027-10-31"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"valid_from": "1. November 2026"}, ["valid_from"]),
        ({"valid_from": ""}, ["valid_from"]),
        ({"valid_from": None, "valid_until": None}, ["valid_from"]),
        ({"valid_until": "for ever"}, ["valid_until"]),
        ({"valid_until": "2026-02-30"}, ["valid_until"]),
        ({"valid_from": "soon", "valid_until": "later"}, ["valid_from", "valid_until"]),
        ({"valid_from": "soon", "use": "karaoke", "holder": ""}, ["holder", "use", "valid_from"]),
        ({"valid_until": "2026-10-31"}, ["valid_until"]),
    ],
)
def test_refused(ask, fields, model, changed, expected):
    before = model("rights.Grant").objects.count()
    assert fields("editor", "POST", PATH, {**GOOD, **changed}) == expected
    assert model("rights.Grant").objects.count() == before


@pytest.mark.parametrize("last", ["2027-10-31", "2026-11-01", None, ""])
def test_taken(ask, last):
    answer = ask("editor", "POST", PATH, {**GOOD, "valid_until": last})
    assert (answer.status, answer.json["valid_from"], answer.json["valid_until"]) == (201, "2026-11-01", last or None)


@pytest.mark.parametrize("changed", [{"valid_from": "soon"}, {"valid_until": "later"}, {"valid_until": "2026-10-31"}])
def test_page(page, changed):
    browser = page("oskar")
    answer = browser.post("/recordings/RA-1984-0003/rights/new/", {**GOOD, **changed})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert browser.post("/recordings/RA-1984-0003/rights/new/", GOOD).status_code == 302
