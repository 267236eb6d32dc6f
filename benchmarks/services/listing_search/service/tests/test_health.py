def test_health(call):
    assert call("GET", "/health").json()["status"] == "ok"


def test_unknown_path_has_the_shape_of_all_errors(call):
    answer = call("GET", "/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_status_counts_hits_of_the_cache(call):
    for _ in range(2):
        call("GET", "/search?q=bike")
    assert call("GET", "/status").json()["cache"]["hits"] == 1
