import pytest

HEAD = "Sendung;Status;Datum;Zeit;Depot;Bemerkung"


def message(*lines):
    return "\n".join([HEAD, *lines, ""]).encode("cp1252")


def entries(client, reference="PD-000005"):
    return client.get(f"/parcels/{reference}/timeline").json["entries"]


@pytest.mark.parametrize(
    ("day", "hour", "at"),
    [
        ("2026-09-11T17:05:00", "", "2026-09-11T15:05:00Z"),
        ("2026-09-11T17:05", "", "2026-09-11T15:05:00Z"),
        ("2026-12-01T08:00:00", "", "2026-12-01T07:00:00Z"),
        ("2026-09-11T17:05:00+02:00", "", "2026-09-11T15:05:00Z"),
        ("2026-09-11T17:05:00+00:00", "", "2026-09-11T17:05:00Z"),
        ("11.09.2026", "17:05", "2026-09-11T15:05:00Z"),
    ],
)
def test_times(client, post_scans, day, hour, at):
    answer = post_scans("K24", message(f"K24-555-1;ZUG;{day};{hour};Wels;"))
    assert (answer.status_code, answer.json["recorded"], answer.json["skipped"]) == (200, 1, 0)
    assert entries(client)[-1] == {"at": at, "label": "Delivered", "place": "Wels"}
    assert client.get("/parcels/PD-000005").json["status"] == "delivered"


def test_first_scan_of_a_parcel(client, post_scans):
    assert post_scans("K24", message("K24-555-2;UEB;2026-09-01T12:00:00;;Graz;x")).json["recorded"] == 1
    assert [entry["at"] for entry in entries(client, "PD-000006")] == ["2026-09-01T10:00:00Z"]


def test_old_and_repeated_scans(client, post_scans):
    lines = ("K24-555-1;HUB;2026-09-07T10:00:00;;Graz;", "K24-555-1;EIN;2026-09-10T08:20:00;;Wien 7;")
    assert post_scans("K24", message(*lines)).json == {"recorded": 1, "repeated": 1, "ignored": 0, "skipped": 0}
    assert client.get("/parcels/PD-000005").json["status"] == "arrived"
    assert entries(client)[0] == {"at": "2026-09-07T08:00:00Z", "label": "On its way", "place": "Graz"}


def test_lines_that_cannot_be_read(client, post_scans):
    lines = ("K24-555-1;HUB;T;;Graz;", "K24-555-1;HUB;2026-09-41T10:00;;Graz;", "K24-555-1;HUB;11.09.2026;late;Graz;")
    assert post_scans("K24", message(*lines)).json == {"recorded": 0, "repeated": 0, "ignored": 0, "skipped": 3}


def test_file_by_mail(client, job, tmp_path):
    file = tmp_path / "scans.csv"
    file.write_bytes(message("K24-555-1;ZUG;2026-09-11T17:05:00;;Köln;"))
    done = job("import-scans", "K24", str(file))
    assert (done.returncode, done.stdout) == (0, "recorded=1 repeated=0 ignored=0 skipped=0\n")
    assert entries(client)[-1]["at"] == "2026-09-11T15:05:00Z"
