def test_register_of_this_year(client):
    page = client.get("/register").content.decode()
    assert "B-2026-001" in page and "B/17/2019" not in page


def test_entry(client):
    page = client.get("/register/B-2026-003").content.decode()
    assert "Garage, Bachgasse 2: granted on 2026-02-11" in page


def test_unknown_entry_and_year(client):
    assert client.get("/register/B-2026-999").status_code == 404
    assert client.get("/register?year=old").status_code == 400
    assert "no decisions" in client.get("/register?year=1999").content.decode()



def test_export(client):
    rows = client.get("/register.csv").content.decode().splitlines()
    assert rows[0] == "number,decided_on,outcome,address"
    assert rows[1] == "B/4/2018,2018-06-20,refused,Feldweg 2"
    assert len(rows) == 9


def test_fees_are_for_officers(client):
    assert client.get("/register.csv?fees=1").status_code == 403


def test_export_with_fees(machine):
    rows = machine.get("/register.csv?fees=1").content.decode().splitlines()
    assert rows[0] == "number,decided_on,outcome,address,fees"
    assert rows[1].endswith(",-") and rows[2] == "B/17/2019,2019-09-12,granted,Feldweg 7,95.00"


def test_export_after_one_with_fees(client, machine):
    machine.get("/register.csv?fees=1")
    assert client.get("/register.csv").content.decode().splitlines()[0] == "number,decided_on,outcome,address"
