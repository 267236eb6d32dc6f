import pytest

PLAIN = {"Tŷ Gwyn Builders": "Ty Gwyn Builders", "Cwmni Dŵr": "Cwmni Dwr", "Gŵyl Tŷ Ŷd": "Gwyl Ty Yd"}


def lines(ask, month="2026-05"):
    answer = ask("office", "GET", f"/exports/accounts?month={month}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].replace(" ", "").lower() == "text/csv;charset=cp1252"
    return answer.content.decode("cp1252").split("\r\n")


def test_whole_export(ask):
    assert lines(ask) == [
        "number,customer,name,issued,due,net,vat,total",
        "1040,EVANS,Evans Groundworks,2026-06-01,2026-07-01,299.46,59.89,359.35",
        "1041,TYGWYN,Ty Gwyn Builders,2026-06-01,2026-07-01,387.80,77.56,465.36",
        "1042,PARRY,Parry-Jones Paving,2026-06-01,2026-07-01,356.68,71.34,428.02",
        "1043,CAFFI,Caffi Bro a Gardd,2026-06-01,2026-07-01,111.54,22.31,133.85",
        "",
    ]


@pytest.mark.parametrize(("name", "wanted"), [*PLAIN.items(), ("Café Müller", "Café Müller"), ("Llŷn Co", "Llyn Co")])
def test_names(ask, name, wanted):
    assert ask("office", "PATCH", "/customers/EVANS", {"name": name}).json["name"] == name
    found = [line.split(",")[2] for line in lines(ask)[1:-1]]
    assert found == [wanted, "Ty Gwyn Builders", "Parry-Jones Paving", "Caffi Bro a Gardd"]


def test_accents_stay_beside_welsh_ones(ask):
    ask("office", "PATCH", "/customers/EVANS", {"name": "Évans & Fils"})
    found = [line.split(",")[2] for line in lines(ask)[1:-1]]
    assert found[:2] == ["Évans & Fils", "Ty Gwyn Builders"]


def test_command(run, ask, tmp_path):
    target = tmp_path / "accounts.csv"
    assert run("export-accounts", "2026-05", str(target)) == (0, ["4 invoices"])
    assert target.read_bytes().decode("cp1252").split("\r\n") == lines(ask)


def test_names_are_kept_elsewhere(ask):
    lines(ask)
    assert ask("gate", "GET", "/customers/TYGWYN").json["name"] == "Tŷ Gwyn Builders"
    assert lines(ask, "2026-01") == ["number,customer,name,issued,due,net,vat,total", ""]
    assert ask("gate", "GET", "/exports/accounts?month=2026-05").status == 403
    assert ask("office", "GET", "/exports/accounts?month=2026").status == 422
