import pytest


def point(call, pk, name, other):
    return call("ada", "patch", f"/api/varieties/{pk(name)}", {"synonym_of": other})


def accepted(call, pk, name):
    status, data = call(None, "get", f"/api/varieties/{pk(name)}")
    assert status == 200
    return data["accepted"]


NAMES = {
    "Forellenschluss": None,
    "Forelle": "Forellenschluss",
    "Spottsalat": "Forellenschluss",
    "Haferwurzel": None,
}


def check(call, pk):
    assert {name: accepted(call, pk, name) for name in NAMES} == NAMES
    assert call(None, "get", "/api/varieties")[0] == 200


@pytest.mark.parametrize(
    "name, other",
    [
        ("Forelle", "Spottsalat"),
        ("Forelle", "Forelle"),
        ("Spottsalat", "Spottsalat"),
        ("Forellenschluss", "Spottsalat"),
        ("Forellenschluss", "Forelle"),
        ("Forellenschluss", "Forellenschluss"),
        ("Haferwurzel", "Haferwurzel"),
    ],
)
@pytest.mark.parametrize("by_name", [True, False])
def test_circles(call, pk, refused, name, other, by_name):
    refused(point(call, pk, name, other if by_name else pk(other)), 409)
    check(call, pk)


def test_a_longer_line(call, pk, refused):
    assert point(call, pk, "Haferwurzel", "Spottsalat")[1]["accepted"] == "Forellenschluss"
    for name in ["Forelle", "Spottsalat", "Forellenschluss"]:
        refused(point(call, pk, name, "Haferwurzel"), 409)
    assert accepted(call, pk, "Haferwurzel") == "Forellenschluss"
    assert point(call, pk, "Spottsalat", "Teltower Rübchen")[1]["accepted"] == "Teltower Rübchen"
    assert accepted(call, pk, "Haferwurzel") == "Teltower Rübchen"
    assert point(call, pk, "Forelle", "Haferwurzel")[1]["accepted"] == "Teltower Rübchen"


def test_what_goes(call, pk):
    assert point(call, pk, "Spottsalat", "Forellenschluss")[0] == 200
    assert point(call, pk, "Forelle", "Spottsalat")[1]["accepted"] == "Forellenschluss"
    assert point(call, pk, "Forelle", None)[1]["accepted"] is None
    assert point(call, pk, "Spottsalat", pk("Forelle"))[1]["accepted"] == "Forelle"
    assert point(call, pk, "Forelle", "Forellenschluss")[1]["accepted"] == "Forellenschluss"
    assert accepted(call, pk, "Spottsalat") == "Forellenschluss"


def test_what_is_refused(call, pk, refused):
    refused(point(call, pk, "Forelle", "Rote Ungarin"), 400)
    refused(point(call, pk, "Forelle", 999), 400)
    refused(point(call, pk, "Forelle", True), 400)
    refused(call("ben", "patch", f"/api/varieties/{pk('Forelle')}", {"synonym_of": "Spottsalat"}), 403)
    check(call, pk)


def test_related_pages(call, pk, refused):
    refused(point(call, pk, "Forelle", "Spottsalat"), 409)
    assert call("ben", "post", "/api/requests", {"variety": pk("Forelle")})[1]["variety"] == "Forellenschluss"
    assert b"Forellenschluss" in call("ada", "post", "/api/labels", {"lots": ["NOA-2025-0001"]})[1]
    data = call(None, "get", f"/api/varieties/{pk('Forelle')}")[1]
    assert (data["synonyms"], data["lots"]) == (["Spottsalat"], ["NOA-2025-0001"])
