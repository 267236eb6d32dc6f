import pytest


@pytest.mark.parametrize("name", [b"V\x81\xe0ra", b"\x90\x81\xff", b"N\x83\x98\x81"])
def test_bytes_of_no_page(call, name):
    content = b"email;name\nvera@acme.example;" + name + b"\nplain@acme.example;Plain\n"
    answer = call("POST", "/staff/organisations/acme/import", content, staff=True)
    assert answer.status_code in (200, 201, 400, 415, 422)
    if answer.status_code < 300:
        assert "plain@acme.example" in answer.json()["created"]
    else:
        assert set(answer.json()["error"]) == {"code", "message", "details"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_known_encodings(call, account, encoding):
    content = "email;name\nmilos@acme.example;Miloš Dvořák\n".encode(encoding)
    answer = call("POST", "/staff/organisations/acme/import", content, staff=True)
    assert (answer.status_code, answer.json()["created"]) == (201, ["milos@acme.example"])
    assert account("milos@acme.example").display_name == "Miloš Dvořák"


def test_empty_file(call):
    answer = call("POST", "/staff/organisations/acme/import", b"", staff=True)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "empty_file")


def test_command(run, tmp_path, account):
    path = tmp_path / "people.csv"
    path.write_bytes("email,name\nzoe@solo.example,Zoé\n".encode("cp1252"))
    assert run("import_accounts", "solo", str(path)) == "1 created, 0 updated, 0 rejected"
    assert account("zoe@solo.example").display_name == "Zoé"
