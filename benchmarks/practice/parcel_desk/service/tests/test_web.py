def test_health(client):
    assert client.get("/health").json == {"ok": True}


def test_unknown_path_is_a_problem(client):
    answer = client.get("/nothing")
    assert (answer.status_code, answer.json["problem"]) == (404, "not_found")
