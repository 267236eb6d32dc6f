import pytest

CASES = [
    ("INT", "2026-09-20", 6.3, 7, {"base": 2.4, "beds": 4.2, "weekday": -0.3, "winter": 0}),
    ("INT", "2026-01-02", 7.3, 8, {"base": 2.4, "beds": 4.2, "weekday": 0.1, "winter": 0.6}),
    ("CHI", "2026-09-21", 6.04, 7, {"base": 1.8, "beds": 3.84, "weekday": 0.4, "winter": 0}),
    ("CHI", "2026-11-08", 4.94, 5, {"base": 1.8, "beds": 3.84, "weekday": -0.9, "winter": 0.2}),
    ("GER", "2026-12-07", 6.5, 7, {"base": 2.0, "beds": 3.6, "weekday": 0, "winter": 0.9}),
    ("GER", "2026-06-06", 5.5, 6, {"base": 2.0, "beds": 3.6, "weekday": -0.1, "winter": 0}),
]


def checked(ask, case, terms):
    ward, day, expected, people, parts = case
    answer = ask("carl", "GET", f"/wards/{ward}/demand?day={day}" + ("&terms=true" if terms else ""))
    assert answer.status_code == 200
    plain = {"ward": ward, "day": day, "expected": expected, "people": people}
    assert answer.json() == ({**plain, "terms": parts} if terms else plain)


@pytest.mark.parametrize("case", CASES)
def test_after_the_terms(ask, case):
    for terms in (True, False, True, True, False):
        checked(ask, case, terms)


@pytest.mark.parametrize("terms", [[True] * 6, [True, False] * 3, [False, True] * 3])
def test_one_after_the_other(ask, terms):
    for order in (CASES, CASES[::-1]):
        for case, wanted in zip(order, terms, strict=True):
            checked(ask, case, wanted)


def test_unknown_ward(ask):
    assert ask("carl", "GET", "/wards/XXX/demand?day=2026-09-20&terms=true").status_code == 404
    assert ask("carl", "GET", "/wards/INT/demand?day=soon").status_code == 422


def test_no_model(ask, sql):
    sql("INSERT INTO wards (code, name, beds) VALUES ('PED', 'Kinder', 8)")
    for end in ("", "&terms=true"):
        answer = ask("carl", "GET", f"/wards/PED/demand?day=2026-09-20{end}")
        assert (answer.status_code, answer.json()["code"]) == (409, "no-model")
