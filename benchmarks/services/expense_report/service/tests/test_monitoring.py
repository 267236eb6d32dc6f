import sentry_sdk

from expense_report import monitoring


def test_nothing_is_reported_without_a_dsn(monkeypatch):
    monkeypatch.delenv("SENTRY_DSN", raising=False)
    monitoring.start("web")
    assert not sentry_sdk.get_client().is_active()
