import json

import pytest

from arbase.cli import app
from arbase.commands.console import console
from arbase.domain.errors import UserError
from tests.unit.evaluation.alerts.test_rows import EVENT, OTHER

REFUSED = {
    "event_id": "d" * 32,
    "timestamp": "2026-09-14T09:00:00Z",
    "logger": "shop.orders",
    "level": "warning",
    "message": "Not Found: HTTP 404",
}


def bench(home, *words):
    """The command in this process: what it would print, or the UserError that ends it with exit code 2."""
    given = ["--set", f"home={home}", "--set", "classify.engine=rules", "bench", "alerts", *words]
    with console.capture() as shown:
        app(given, standalone_mode=False)
    return shown.get()


def rows(file, *labels):
    events = (EVENT, OTHER, REFUSED)
    file.write_text(
        "\n".join(json.dumps({"event": one, "label": label}) for one, label in zip(events, labels, strict=True))
    )
    return str(file)


def test_anybodys_events_are_measured_and_written_as_json(tmp_path):
    (tmp_path / "repo").mkdir()
    out = tmp_path / "out.json"
    data = rows(tmp_path / "rows.jsonl", "actionable", "noise", "noise")
    shown = bench(tmp_path, "--data", data, "--service", str(tmp_path / "repo"), "--json", str(out))
    assert "alert reduction" in shown
    record = json.loads(out.read_text())
    assert set(record["totals"]) >= {
        *"alert_reduction recall accuracy precision fix_success wrong_verified declined grouping_f1 seconds_p50".split()
    }
    assert record["totals"]["recall"] == {"value": 1.0, "n": 1, "low": pytest.approx(0.2065, abs=1e-3), "high": 1.0}
    assert record["totals"]["fix_success"]["n"] == 0
    assert len(record["cases"]) == record["incidents"] == 3


def test_one_case_is_told_with_its_reasons(tmp_path):
    data = rows(tmp_path / "rows.jsonl", 1, 0, 0)
    out = tmp_path / "out.json"
    bench(tmp_path, "--data", data, "--json", str(out))
    identity = json.loads(out.read_text())["cases"][0]["id"]
    assert "p=0." in bench(tmp_path, data, "--case", identity)


@pytest.mark.parametrize(
    ("labels", "words", "sentence"),
    [
        ((1, 0, 0), ("--data", "/nope.jsonl"), "/nope.jsonl: not found"),
        ((1, 1, 1), (), "all 3 incidents are labelled actionable"),
        ((1, 0, 0), ("--service", "/nope"), "/nope: no such folder"),
        ((1, 0, 0), ("--json", "/nope/out.json"), "cannot be written"),
        ((1, 0, "?"), (), "row 3: label '?'"),
    ],
)
def test_what_the_user_can_fix_is_one_sentence(tmp_path, labels, words, sentence):
    data = rows(tmp_path / "rows.jsonl", *labels)
    with pytest.raises(UserError) as caught:
        bench(tmp_path, *(() if "--data" in words else ("--data", data)), *words)
    assert sentence in str(caught.value)
