import asyncio
from datetime import date

from chatbot import retention


def test_run(own):
    assert asyncio.run(retention.run(own.db, date(2026, 3, 10), 180, False))["deleted"] == []
    result = asyncio.run(retention.run(own.db, date(2026, 10, 1), 180, False))
    assert (result["deleted"], result["plans"]) == ([4], {"plus": 1})


def test_dry_run(own, ben):
    assert asyncio.run(retention.run(own.db, date(2026, 10, 1), 180, True))["deleted"] == [4]
    assert ben.get("/conversations/4").status_code == 200


def test_two_runs_at_one_time(tmp_path, monkeypatch, capsys, caplog):
    monkeypatch.setenv("CHATBOT_DATA", str(tmp_path))
    assert retention.main(["--day", "2026-03-10"]) == 0
    assert '"deleted": []' in capsys.readouterr().out
    (tmp_path / "retention.lock").touch()
    assert retention.main(["--day", "2026-03-10"]) == 0
    assert capsys.readouterr().out == ""
    assert "still at work" in caplog.text
