import os
import signal

from house_price import nightly


def test_only_one_run_at_a_time(data, monkeypatch, caplog):
    monkeypatch.setenv("HOUSE_PRICE_DATA", str(data))
    assert nightly.run(lambda: nightly.run(lambda: 1)) == 0
    assert "at work" in caplog.text
    assert nightly.run(lambda: 7) == 7


def test_stopped_by_the_host(data, monkeypatch, caplog):
    monkeypatch.setenv("HOUSE_PRICE_DATA", str(data))
    assert nightly.run(lambda: os.kill(os.getpid(), signal.SIGTERM) or 0) == 143
    assert "SIGTERM" in caplog.text
    assert not (data / "nightly.lock").exists()
