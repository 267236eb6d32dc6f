import pytest


def given(path):
    return dict(line.split(";", 1) for line in path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("names", [["wim"], ["wim", "xena", "yves"], ["a", "b", "c", "d", "e", "f"]])
def test_new_accounts_get_passwords(run, tmp_path, account, names):
    people, passwords = tmp_path / "people.csv", tmp_path / "passwords.csv"
    people.write_text("email,name\n" + "".join(f"{name}@solo.example,{name.title()}\n" for name in names), encoding="utf-8")
    told = run("import_accounts", "solo", str(people), "--passwords", str(passwords))
    assert told == f"{len(names)} created, 0 updated, 0 rejected"
    found = given(passwords)
    assert list(found) == [f"{name}@solo.example" for name in names]
    assert len(set(found.values())) == len(names)
    for email, password in found.items():
        assert len(password) >= 10
        assert password == password.strip()
        assert account(email).check_password(password)


def test_two_runs_give_other_passwords(run, tmp_path):
    seen = set()
    for name in ("wim", "xena"):
        people, passwords = tmp_path / "people.csv", tmp_path / f"{name}.csv"
        people.write_text(f"email,name\n{name}@solo.example,{name}\n", encoding="utf-8")
        run("import_accounts", "solo", str(people), "--passwords", str(passwords))
        seen |= set(given(passwords).values())
    assert len(seen) == 2


def test_known_accounts_keep_theirs(run, tmp_path, account):
    people, passwords = tmp_path / "people.csv", tmp_path / "passwords.csv"
    people.write_text("email,name\nada.novak@acme.example,Ada\nnew@acme.example,New\n", encoding="utf-8")
    run("import_accounts", "acme", str(people), "--passwords", str(passwords))
    assert list(given(passwords)) == ["new@acme.example"]
    assert account("ada.novak@acme.example").check_password("analytical-engine")


def test_without_the_option_there_are_none(run, tmp_path, account):
    people = tmp_path / "people.csv"
    people.write_text("email,name\nwim@solo.example,Wim\n", encoding="utf-8")
    run("import_accounts", "solo", str(people))
    assert not account("wim@solo.example").has_usable_password()
