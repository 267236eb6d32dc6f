import pytest


def test_all_varieties(ask):
    status, data = ask(None, "get", "/api/varieties")
    assert status == 200
    assert [each["name"] for each in data["varieties"]][:2] == ["Blaue Ungarin", "Forelle"]
    assert data["pages"] == 1


def test_search(ask):
    _, data = ask(None, "get", "/api/varieties?species=lactuca+sativa")
    assert len(data["varieties"]) == 3
    _, data = ask(None, "get", "/api/varieties?q=winter+raph")
    assert [each["name"] for each in data["varieties"]] == ["Schwarzer Winterrettich"]


@pytest.mark.parametrize("page, status", [("1", 200), ("2", 404), ("0", 400), ("x", 400)])
def test_pages(ask, page, status):
    assert ask(None, "get", f"/api/varieties?page={page}")[0] == status


def test_a_synonym_leads_to_the_accepted_variety(ask, pk):
    _, data = ask(None, "get", f"/api/varieties/{pk('Spottsalat')}")
    assert (data["accepted"], data["lots"]) == ("Forellenschluss", ["NOA-2025-0002"])
    _, data = ask(None, "get", f"/api/varieties/{pk('Forellenschluss')}")
    assert (data["accepted"], data["synonyms"]) == (None, ["Forelle"])


def test_new_variety(ask):
    status, data = ask("ada", "post", "/api/varieties", {"name": "Ochsenherz", "species": "Solanum lycopersicum"})
    assert (status, data["years_kept"]) == (201, 4)
    assert ask("ada", "post", "/api/varieties", {"name": "Ochsenherz", "species": "Solanum"})[0] == 409


def test_only_staff_changes(ask, pk):
    path = f"/api/varieties/{pk('Haferwurzel')}"
    assert ask("ben", "patch", path, {"years_kept": 3})[0] == 403
    assert ask(None, "patch", path, {"years_kept": 3})[0] == 401
    assert ask("ada", "patch", path, {"years_kept": 3})[1]["years_kept"] == 3
    assert ask("ada", "put", path, {})[0] == 405


def test_synonyms_can_be_set_and_taken_away(ask, pk):
    path = f"/api/varieties/{pk('Blaue Ungarin')}"
    assert ask("ada", "patch", path, {"synonym_of": pk("Haferwurzel")})[1]["accepted"] == "Haferwurzel"
    assert ask("ada", "patch", path, {"synonym_of": None})[1]["accepted"] is None


def test_no_synonym_of_itself(ask, pk):
    number = pk("Forellenschluss")
    assert ask("ada", "patch", f"/api/varieties/{number}", {"synonym_of": number})[0] == 409
    assert ask("ada", "patch", f"/api/varieties/{number}", {"synonym_of": pk("Spottsalat")})[0] == 409
    assert ask("ada", "patch", f"/api/varieties/{number}", {"synonym_of": 999})[0] == 400
