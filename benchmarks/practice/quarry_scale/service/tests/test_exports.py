from datetime import date

from quarry_scale.logic import accounts, invoicing


def test_accounts(connection, load):
    load("ADAMS")
    invoicing.run(connection, date(2026, 3, 31))
    content, rows = accounts.export(connection, "2026-03")
    lines = content.decode().split("\r\n")
    assert rows == 1
    assert lines[0] == "number,customer,name,issued,due,net,vat,total"
    assert lines[1] == "1,ADAMS,Adams Paving,2026-03-31,2026-04-30,321.60,64.32,385.92"


def test_drafts_are_not_exported(connection, load):
    load("ADAMS")
    invoicing.run(connection, date(2026, 3, 10))
    assert accounts.export(connection, "2026-03")[1] == 0


def test_download(office):
    answer = office.get("/exports/accounts?month=2026-03")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert office.get("/exports/accounts?month=march").status_code == 422
    assert office.get("/exports/accounts").status_code == 422


def test_file(connection, load, tmp_path):
    load("ADAMS")
    invoicing.run(connection, date(2026, 3, 31))
    target = tmp_path / "out.csv"
    assert accounts.write(connection, "2026-03", str(target)) == 1
    assert target.read_bytes() == accounts.export(connection, "2026-03")[0]
