def test_saved_searches_are_listed(call):
    found = call("GET", "/saved", "s-anna").json()["saved"]
    assert [search["name"] for search in found] == ["bikes near me", "Stuhl"]
    assert found[1]["last_run_at"] is None


def test_strangers_have_none(call):
    assert call("GET", "/saved").status_code == 401


def test_search_is_saved(call):
    body = {"params": {"q": "oak table", "price_max": "200"}, "frequency": "weekly"}
    answer = call("POST", "/saved", "s-chloe", json=body)
    assert answer.status_code == 201
    assert answer.json()["name"] == "oak table"
    assert answer.json()["params"] == {"q": "oak table", "price_max": "200"}


def test_second_search_without_a_name_gets_a_number(call):
    names = [
        call("POST", "/saved", "s-bjorn", json={"params": {"q": "Gitarre"}}).json()["name"]
        for _ in range(2)
    ]
    assert names == ["Gitarre (2)", "Gitarre (3)"]


def test_name_is_taken(call):
    body = {"name": "Stuhl", "params": {}}
    assert call("POST", "/saved", "s-anna", json=body).status_code == 409


def test_there_is_a_limit(call, conn):
    conn.executemany(
        "INSERT INTO saved_searches (user_id, name, params, frequency, created_at)"
        " VALUES ('U-2', ?, '{}', 'never', '2026-09-01T08:00:00+00:00')",
        [(str(number),) for number in range(19)],
    )
    answer = call("POST", "/saved", "s-bjorn", json={"name": "x", "params": {}})
    assert answer.json()["error"]["code"] == "too_many_saved"


def test_wrong_bodies(call):
    for wrong, status in (("", 400), ("[]", 422), ('{"params": {"sort": "x"}}', 422)):
        assert call("POST", "/saved", "s-anna", content=wrong).status_code == status


def test_frequency_is_changed(call):
    answer = call("PATCH", "/saved/1", "s-anna", json={"frequency": "never"})
    assert answer.json()["frequency"] == "never"
    assert answer.json()["name"] == "bikes near me"


def test_searches_of_others_are_not_there(call):
    assert call("DELETE", "/saved/1", "s-bjorn").status_code == 404
    assert call("DELETE", "/saved/1", "s-anna").status_code == 204
