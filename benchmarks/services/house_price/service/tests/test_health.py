from fastapi.testclient import TestClient

from house_price.app import create_app


def test_health():
    answer = TestClient(create_app()).get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_unknown_path_has_the_error_shape():
    answer = TestClient(create_app()).get("/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"
