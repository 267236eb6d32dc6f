from pathlib import Path

from expense_report.config import Settings


def test_health_answers_with_the_version(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"


def test_readiness_counts_the_jobs(client):
    assert client.get("/ready").json["jobs"] == {"ready": 9, "done": 0, "failed": 0}


def test_unknown_path_has_our_error_shape(client):
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"


def test_wrong_method_has_our_error_shape(client):
    answer = client.post("/health")
    assert answer.status_code == 405
    assert answer.json["error"]["code"] == "method_not_allowed"


def test_settings_come_from_the_environment():
    settings = Settings.from_env({"EXPENSE_DB": "/srv/x.db", "EXPENSE_TIMEZONE": "Europe/Warsaw"})
    assert settings.database == Path("/srv/x.db")
    assert settings.timezone.key == "Europe/Warsaw"
    assert settings.home_currency == "EUR"
