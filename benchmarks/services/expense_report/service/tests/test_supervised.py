import os
import signal

from expense_report.supervised import run


def test_stopped_by_the_supervisor(caplog):
    assert run(lambda: os.kill(os.getpid(), signal.SIGTERM)) == 143
    assert "SIGTERM" in caplog.text


def test_exit_status_of_the_command():
    assert (run(lambda: None), run(lambda: 2)) == (0, 2)
