import pytest


def free(app, site, size):
    return app().get(f"/api/sites/{site}/free?size={size}").json()["free"]


def rent(app, site, size, short="jan"):
    answer = app(short).post("/api/rentals", {"site": site, "size": size, "until": "2026-06-11T10:00"})
    return answer.status_code, answer.json().get("locker") or answer.json()["problem"]


def change(app, label, **what):
    answer = app("ota").patch(f"/api/lockers/{label}", what)
    assert answer.status_code == 200
    assert {key: answer.json()[key] for key in what} == what


def test_the_first_goes_out_of_service(app):
    assert free(app, "HLN", "M") == 3
    change(app, "HLN-004", in_service=False)
    assert rent(app, "HLN", "M") == (201, "HLN-005")
    assert rent(app, "HLN", "M") == (201, "HLN-006")
    assert rent(app, "HLN", "M") == (409, "site-full")


def test_all_go_out_of_service(app):
    assert free(app, "BER", "B") == 2
    change(app, "BER-002", in_service=False)
    change(app, "BER-003", in_service=False)
    assert rent(app, "BER", "B") == (409, "site-full")
    assert [each["locker"] for each in app("jan").get("/api/rentals").json()["rentals"]] == ["HLN-002"]


def test_the_only_one_goes_out_of_service(app):
    assert free(app, "SMI", "L") == 1
    change(app, "SMI-004", in_service=False)
    assert rent(app, "SMI", "L") == (409, "site-full")


@pytest.mark.parametrize("label, given", [("HLN-004", "HLN-005"), ("HLN-005", "HLN-004")])
def test_another_size(app, label, given):
    assert free(app, "HLN", "M") == 3
    change(app, label, size="L")
    assert rent(app, "HLN", "M") == (201, given)
    assert rent(app, "HLN", "M") == (201, "HLN-006")
    assert rent(app, "HLN", "M") == (409, "site-full")


def test_the_only_one_gets_another_size(app):
    assert free(app, "KLA", "M") == 1
    change(app, "KLA-002", size="S")
    assert rent(app, "KLA", "M") == (409, "site-full")


def test_the_refitted_one_is_rented_as_what_it_is(app):
    assert free(app, "HLN", "M") == 3
    change(app, "HLN-004", size="B")
    assert rent(app, "HLN", "B") == (201, "HLN-004")
    assert rent(app, "HLN", "B") == (201, "HLN-008")


def test_after_renting(app):
    assert rent(app, "HLN", "M") == (201, "HLN-004")
    assert free(app, "HLN", "M") == 2
    change(app, "HLN-005", in_service=False)
    assert rent(app, "HLN", "M") == (201, "HLN-006")


def test_without_changes(app, opened):
    assert [free(app, "HLN", size) for size in "SMLB"] == [1, 3, 1, 1]
    assert rent(app, "HLN", "S") == (201, "HLN-003")
    assert free(app, "HLN", "S") == 0
    assert rent(app, "HLN", "S") == (409, "site-full")
    assert app("iva").post(f"/api/rentals/{opened('iva', 'HLN')}/close").status_code == 200
    assert free(app, "HLN", "S") == 1
    assert rent(app, "HLN", "S") == (201, "HLN-001")


def test_used_ones_stay_as_they_are(app):
    assert app("ota").patch("/api/lockers/HLN-001", {"in_service": False}).json()["problem"] == "in-use"
    assert app("ota").patch("/api/lockers/HLN-001", {"size": "M"}).json()["problem"] == "in-use"
    assert app("iva").patch("/api/lockers/HLN-004", {"size": "L"}).status_code == 403
