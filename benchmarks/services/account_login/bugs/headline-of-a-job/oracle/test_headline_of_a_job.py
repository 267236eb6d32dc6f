import pytest


@pytest.mark.parametrize("name", ["login_report", "remind_passwords"])
def test_job_that_never_ran(call, name):
    answer = call("GET", f"/staff/state/{name}", staff=True)
    assert answer.status_code in (200, 404, 409)
    if answer.status_code == 200:
        assert answer.json()["job"] == name
        said = answer.json()["headline"]
        assert said is None or not any(letter.isdigit() for letter in said)


def test_headline_comes_with_the_first_run(call, run):
    run("login_report", "--day", "2026-09-10")
    run("remind_passwords")
    said = {name: call("GET", f"/staff/state/{name}", staff=True).json()["headline"] for name in ("login_report", "remind_passwords")}
    assert said == {
        "login_report": "4 good and 1 bad sign-ins on 2026-09-10",
        "remind_passwords": "1 people reminded",
    }


def test_jobs_that_ran(call):
    assert call("GET", "/staff/state/clean_up", staff=True).json()["headline"] == "1 devices and 0 events removed"
    assert call("GET", "/staff/state/sync_directory", staff=True).json()["headline"] == "5 people, 0 closed"


def test_unknown_job_and_unknown_staff(call):
    assert call("GET", "/staff/state/backup", staff=True).status_code == 404
    assert call("GET", "/staff/state/clean_up").status_code == 401
