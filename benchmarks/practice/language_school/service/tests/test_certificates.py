def test_issue(office):
    path = "/api/students/S-0001/certificates/PT-A1-26A"
    assert office.get(path).status_code == 404
    assert office.post(path).status_code == 201
    assert office.post(path).status_code == 200
    assert "Tom Weiss (S-0001)" in office.get(path).content.decode() and "in 100 per cent" in office.get(path).content.decode()


def test_came_too_seldom(office):
    assert office.post("/api/students/S-0002/certificates/PT-A1-26A").status_code == 409
    assert office.post("/api/students/S-0008/certificates/DE-A2-26A").status_code == 409


def test_apostrophe(office):
    path = "/api/students/S-0003/certificates/PT-B1-26A"
    assert office.post(path).status_code == 201
    assert "Marta O'Neill" in office.get(path).content.decode()


def test_other_script(office):
    path = "/api/students/S-0010/certificates/PT-B1-26A"
    assert office.post(path).status_code == 201
    assert "山田 花子 (S-0010)" in office.get(path).content.decode()
