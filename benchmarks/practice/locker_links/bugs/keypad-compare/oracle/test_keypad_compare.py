import pytest


def press(app, label, code):
    return app().post(f"/api/lockers/{label}/open", {"code": code})


@pytest.mark.parametrize(
    "code", ["２４６８１０", "٢٤٦٨١٠", "24681０", "č", "246810\u00b2", "ž24681", "246810 ✓", "²⁴⁶⁸¹⁰"]
)
def test_other_scripts_do_not_fit(app, code):
    answer = press(app, "HLN-001", code)
    assert (answer.status_code, answer.json()["problem"]) == (403, "wrong-code")
    assert set(answer.json()) == {"problem", "detail"}


def test_the_right_code_still_opens(app, opened):
    assert press(app, "HLN-001", "２４６８１０").status_code == 403
    answer = press(app, "HLN-001", "246810")
    assert (answer.status_code, answer.json()) == (200, {"open": True, "rental": opened("iva", "HLN")})
    answer = press(app, "BER-001", "314159")
    assert answer.json() == {"open": True, "rental": opened("eda", "BER")}


def test_such_misses_count_too(app):
    for code in ["２４６８１０", "é", "000000", "č1", "１"]:
        assert press(app, "HLN-001", code).status_code == 403
    answer = press(app, "HLN-001", "246810")
    assert (answer.status_code, answer.json()["problem"]) == (423, "keypad-locked")


def test_ascii_misses(app):
    for code in ["24681", "2468100", "x", "246811", "-"]:
        answer = press(app, "HLN-001", code)
        assert (answer.status_code, answer.json()["problem"]) == (403, "wrong-code")
    assert press(app, "HLN-001", "246810").status_code == 423


def test_a_right_code_forgets_misses(app):
    for _ in range(3):
        for code in ["ř", "1", "ｘ"]:
            assert press(app, "SMI-003", code).status_code == 403
        assert press(app, "SMI-003", "135790").status_code == 200


def test_other_states(app):
    assert press(app, "HLN-003", "２４６８１０").json()["problem"] == "not-rented"
    assert press(app, "HLN-099", "２４６８１０").status_code == 404
    assert app().post("/api/lockers/HLN-001/open", {"code": 246810}).json()["problem"] == "unreadable"
