import gzip
import json
from datetime import UTC, datetime

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.alerts.gather import gathered
from arbase.evaluation.alerts.rows import read_rows, urgency_of

EVENT = {
    "event_id": "a" * 32,
    "timestamp": "2026-09-14T08:00:00Z",
    "platform": "python",
    "exception": {
        "values": [
            {
                "type": "KeyError",
                "value": "'rooms'",
                "stacktrace": {
                    "frames": [
                        {
                            "filename": "shop/app.py",
                            "module": "shop.app",
                            "function": "read",
                            "lineno": 12,
                            "in_app": True,
                            "context_line": "    rooms = payload['rooms']",
                        }
                    ]
                },
            }
        ]
    },
}
OTHER = {
    "event_id": "b" * 32,
    "timestamp": 1789372900,
    "logger": "shop.mail",
    "level": "warning",
    "logentry": {"message": "Not available: %s", "params": ["relay"]},
}


def written(tmp_path, *rows, name="rows.jsonl"):
    file = tmp_path / name
    data = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()
    file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return file


def incidents(file):
    return gathered(read_rows(file))


@pytest.mark.parametrize("label", ["actionable", True, 1, "1", "true", "Actionable", "bug"])
def test_what_means_actionable(tmp_path, label):
    assert incidents(written(tmp_path, {"event": EVENT, "label": label}))[0].actionable is True


@pytest.mark.parametrize("label", ["noise", False, 0, "0", "false", "NOISE"])
def test_what_means_noise(tmp_path, label):
    assert incidents(written(tmp_path, {"event": EVENT, "label": label}))[0].actionable is False


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"event": EVENT}, "no `label`"),
        ({"event": EVENT, "label": "perhaps"}, "label 'perhaps'"),
        ({"label": "noise"}, "no `event`"),
        ({"event": "neither", "label": "noise"}, "neither a JSON object nor an envelope"),
        ({"event": [1], "label": "noise"}, "not a JSON object"),
        ({"event": EVENT, "label": 1, "time": "yesterday"}, "neither epoch seconds nor ISO 8601"),
        ({"event": {**EVENT, "event_id": "zzz"}, "label": 1}, "event_id"),
        ("{broken", "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ({"samples": [], "label": 1}, "`samples` is empty"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_fault(tmp_path, row, sentence):
    with pytest.raises(UserError, match=r"rows\.jsonl, row 2") as caught:
        incidents(written(tmp_path, {"event": EVENT, "label": 1}, row))
    assert sentence in str(caught.value)


def test_a_missing_file_an_unknown_kind_and_an_empty_folder_are_named(tmp_path):
    (tmp_path / "x.csv").write_text("a")
    (tmp_path / "none").mkdir()
    for path, sentence in (
        (tmp_path / "no.jsonl", "not found"),
        (tmp_path / "x.csv", "unknown kind of file"),
        (tmp_path / "none", "holds no data"),
    ):
        with pytest.raises(UserError, match=sentence):
            list(read_rows(path))


def test_a_truncated_gzip_is_one_sentence(tmp_path):
    file = written(tmp_path, {"event": EVENT, "label": 1}, name="rows.jsonl.gz")
    file.write_bytes(file.read_bytes()[:-12])
    with pytest.raises(UserError, match="cannot be read"):
        list(read_rows(file))


def test_rows_of_one_group_are_one_incident_with_the_larger_counts(tmp_path):
    rows = [
        {"event": EVENT, "label": "actionable", "group": "g1", "time": "2026-09-14T08:00:00Z"},
        {
            "event": {**EVENT, "event_id": "c" * 32},
            "label": 1,
            "group": "g1",
            "time": 1789376400.0,
            "counts": {"events": 40, "users": 7},
        },
        {"event": OTHER, "label": "noise", "group": "g2"},
    ]
    first, second = incidents(written(tmp_path, *rows))
    assert (first.incident.count, first.incident.users) == (40, 7)
    assert first.incident.first_seen == datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
    assert first.incident.last_seen == datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
    assert len(first.incident.samples) == 2
    assert second.incident.level == "warning"
    assert not second.actionable


def test_without_groups_arbases_own_fingerprint_merges(tmp_path):
    rows = [{"event": {**EVENT, "event_id": f"{number:032x}"}, "label": 1} for number in range(5)]
    found = incidents(written(tmp_path, *rows, {"event": OTHER, "label": 0}))
    assert [one.incident.count for one in found] == [5, 1]


def test_the_time_comes_from_the_event_where_the_row_has_none_and_an_undated_event_is_no_error(tmp_path):
    undated = {key: value for key, value in EVENT.items() if key != "timestamp"}
    rows = [{"event": EVENT, "label": 1, "group": "a"}, {"event": undated, "label": 0, "group": "b"}]
    found = {one.group: one.incident.first_seen.year for one in incidents(written(tmp_path, *rows))}
    assert found == {"a": 2026, "b": 2000}


def test_fields_have_other_names_too(tmp_path):
    row = {"payload": json.dumps(EVENT), "is_actionable": 0, "incident_id": 17, "ts": 1789376400000, "event_count": 9}
    found = incidents(written(tmp_path, row))[0]
    assert (found.actionable, found.group, found.incident.count) == (False, "17", 9)
    assert found.incident.first_seen == datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def test_a_bare_event_and_a_whole_envelope_are_events_too(tmp_path):
    envelope = "\n".join(['{"event_id":"%s"}' % ("a" * 32), '{"type":"event"}', json.dumps(EVENT)])
    found = incidents(written(tmp_path, {**EVENT, "label": 1}, {"event": envelope, "label": 1}))
    assert [one.incident.count for one in found] == [2]


def test_groups_with_rows_of_both_labels_are_actionable_and_counted(tmp_path):
    rows = [{"event": EVENT, "label": label, "group": "g"} for label in (0, 1)]
    found = incidents(written(tmp_path, *rows))[0]
    assert found.actionable
    assert found.mixed


def test_secrets_are_redacted_as_intake_does_it(tmp_path):
    event = {**EVENT, "extra": {"password": "hunter2hunter2"}}
    found = incidents(written(tmp_path, {"event": event, "label": 1}))[0]
    assert "hunter2" not in found.incident.model_dump_json()


def test_parquet_is_read_with_its_nulls_left_out(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [{"event": EVENT, "label": "actionable", "group": "a"}, {"event": OTHER, "label": "noise", "group": "b"}]
    parquet.write_table(
        pyarrow.Table.from_pylist([{**row, "event": json.dumps(row["event"])} for row in rows]),
        tmp_path / "one.parquet",
    )
    nested = [
        {"event": {"message": "x", "level": None}, "label": "noise"},
        {"event": {"level": "info"}, "label": "noise"},
    ]
    parquet.write_table(pyarrow.Table.from_pylist(nested), tmp_path / "two.parquet")
    assert [one.actionable for one in incidents(tmp_path / "one.parquet")] == [True, False]
    assert {one.incident.level for one in incidents(tmp_path / "two.parquet")} == {"error", "info"}
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(UserError, match="not a readable Parquet"):
        list(read_rows(tmp_path / "bad.parquet"))


def test_an_incident_of_the_dataset_keeps_its_own_counts_and_times(tmp_path):
    sample = incidents(written(tmp_path, {"event": EVENT, "label": 1}))[0].incident.samples[0].model_dump_json()
    row = {
        "id": "i1",
        "service": "shop",
        "label": "noise",
        "group": "w1/x",
        "count": 3,
        "users": 2,
        "samples": [sample],
        "times": [1789372800.0, 1789372900.0, 1789459200.0],
        "releases": ["1", "2"],
        "environments": ["production"],
    }
    found = incidents(written(tmp_path, row))[0].incident
    assert (found.count, found.users, found.first_release, found.last_release) == (3, 2, "1", "2")
    assert found.last_seen.timestamp() == 1789459200.0
    assert sum(count for _, count in found.hourly) == 3


@pytest.mark.parametrize(
    ("more", "less"), [("high", "low"), ("P1", "p3"), ("SEV-1", "sev-2"), (5, 2), ("0.9", "0.1"), ("critical", "major")]
)
def test_urgency_is_larger_for_what_is_more_urgent(more, less):
    assert urgency_of(more) > urgency_of(less)


def test_an_unknown_word_is_no_urgency():
    assert urgency_of("soon, please") is None
