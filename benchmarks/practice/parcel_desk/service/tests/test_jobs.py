import json

from click.testing import CliRunner

from parcel_desk import settings
from parcel_desk.jobs import jobs


def run(*words):
    return CliRunner().invoke(jobs, words, catch_exceptions=False)


def test_settle(client):
    assert client.post("/parcels/PD-000002/collection", json={"amount_cents": 4990}).status_code == 201
    done = run("settle", "--day", "2026-09-14")
    assert done.output.splitlines() == [
        "K24 10500 20260914-K24.json",
        "NP 6990 20260914-NP.json",
        "2 settled",
    ]
    statement = json.loads((settings.statements_folder() / "20260914-K24.json").read_text("utf-8"))
    assert (statement["total_cents"], statement["by_way"]) == (10_500, {"cash": 2500, "card": 8000})
    assert client.get("/till").json["open"] == []


def test_settle_again_adds_what_came_late(client):
    run("settle", "--day", "2026-09-13")
    assert client.get("/till").json["total_cents"] == 8000
    run("settle", "--day", "2026-09-14")
    assert run("settle", "--day", "2026-09-14").output == "0 settled\n"


def test_import_scans(client, tmp_path):
    file = tmp_path / "scans.csv"
    text = "Sendung;Status;Datum;Zeit;Depot;Bemerkung\nK24-555-1;ZUG;11.09.2026;17:00;;Empfänger\n"
    file.write_bytes(text.encode("cp1252"))
    assert run("import-scans", "k24", str(file)).output == "recorded=1 repeated=0 ignored=0 skipped=0\n"
    assert client.get("/parcels/PD-000005").json["status"] == "delivered"


def test_remind(client):
    lines = run("remind", "--days", "5").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [
        {"to": "+43 660 1112233", "text": "Ihr Paket PD-000001 wartet seit 8 Tagen. Code 4711."}
    ]
