def test_lists(client, bearer):
    assert client.get("/lists", headers=bearer("lena")).json()["lists"] == [
        {"id": 1, "name": "Golf", "parts": 3}, {"id": 2, "name": "Ideas", "parts": 0}
    ]
    assert client.get("/lists/1", headers=bearer("lena")).json()["part_ids"] == ["P0004", "P0001", "P0003"]


def test_change_a_list(client, bearer):
    headers = bearer("marco")
    created = client.post("/lists", json={"name": " Volvo "}, headers=headers)
    assert created.status_code == 201
    path = f"/lists/{created.json()['id']}"
    for part_id in ("P0021", "P0019", "P0021"):
        assert client.put(f"{path}/parts/{part_id}", headers=headers).status_code == 204
    assert client.delete(f"{path}/parts/P0019", headers=headers).status_code == 204
    assert client.get(path, headers=headers).json()["part_ids"] == ["P0021"]
    assert client.put(f"{path}/parts/P9999", headers=headers).status_code == 404


def test_lists_of_others(client, bearer):
    assert client.get("/lists/1", headers=bearer("marco")).status_code == 404
    assert client.get("/lists").status_code == 401
    assert client.get("/lists", headers=bearer("nobody")).status_code == 401
    assert client.post("/lists", json={"name": ""}, headers=bearer("lena")).status_code == 400


def test_saved_search(client, bearer):
    headers = bearer("marco")
    body = {"name": "Near", "parameters": {"q": "faro", "near": "45.46,9.19", "radius_km": "80"}}
    created = client.post("/searches", json=body, headers=headers)
    assert created.status_code == 201
    (saved,) = client.get("/searches", headers=headers).json()["searches"]
    assert saved["parameters"]["q"] == "faro"
    assert client.delete(f"/searches/{saved['id']}", headers=bearer("lena")).status_code == 404
    assert client.delete(f"/searches/{saved['id']}", headers=headers).status_code == 204
    bad = {"name": "Bad", "parameters": {"colour": "red"}}
    assert client.post("/searches", json=bad, headers=headers).status_code == 400
