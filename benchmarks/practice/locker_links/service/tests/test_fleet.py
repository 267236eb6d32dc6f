def test_out_of_service_and_back(app):
    answer = app("ota").patch("/api/lockers/HLN-003", {"in_service": False})
    assert answer.json() == {"label": "HLN-003", "size": "S", "in_service": False}
    assert app().get("/api/sites/HLN/free?size=S").json()["free"] == 0
    assert app("ota").patch("/api/lockers/HLN-003", {"in_service": True}).json()["in_service"] is True


def test_another_size(app):
    assert app("ota").patch("/api/lockers/HLN-003", {"size": "M"}).json()["size"] == "M"
    assert app().get("/api/lockers/HLN-003").json()["size"] == "M"
    assert app("ota").patch("/api/lockers/KLA-002", {"size": "L"}).json()["problem"] == "size"


def test_only_empty_ones(app):
    answer = app("ota").patch("/api/lockers/HLN-001", {"size": "M"})
    assert (answer.status_code, answer.json()["problem"]) == (409, "in-use")
    assert app("ota").patch("/api/lockers/HLN-001", {"in_service": False}).status_code == 409


def test_only_the_staff(app):
    assert app("iva").patch("/api/lockers/HLN-003", {"in_service": False}).status_code == 403
    assert app("ota").patch("/api/lockers/HLN-003", {"in_service": "no"}).status_code == 400
