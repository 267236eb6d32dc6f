import pytest

from nightbus.models import LoginCode

BEN = "+4915100000002"


@pytest.mark.parametrize("code", ["２０４８１７", "٣٣٣٣٣٣", "20481б", "20481²", "éééééé", "Code 204817…"])
def test_other_characters(anyone, code):
    status, body = anyone.post("/signin", {"phone": BEN, "code": code})
    assert status in (401, 422)
    assert (body["error"], body.get("field")) == (("wrong_code", None) if status == 401 else ("invalid", "code"))
    assert LoginCode.objects.get(phone=BEN).used_at is None


def test_right_code_after_other_characters(anyone):
    assert anyone.post("/signin", {"phone": BEN, "code": "２０４８１７"})[0] in (401, 422)
    status, body = anyone.post("/signin", {"phone": BEN, "code": "204816"})
    assert status == 201 and body["new"] is False and body["token"]


def test_wrong_codes_count(anyone):
    for _ in range(5):
        status, body = anyone.post("/signin", {"phone": BEN, "code": "204817"})
        assert (status, body["error"]) == (401, "wrong_code")
    assert LoginCode.objects.get(phone=BEN).attempts == 5
    assert anyone.post("/signin", {"phone": BEN, "code": "204816"})[0] == 401


def test_once(anyone):
    assert anyone.post("/signin", {"phone": BEN, "code": "204816"})[0] == 201
    assert anyone.post("/signin", {"phone": BEN, "code": "204816"})[0] == 401


def test_no_code(anyone):
    for code in (None, "", 204816, "2" * 21):
        status, body = anyone.post("/signin", {"phone": BEN, "code": code})
        assert (status, body["field"]) == (422, "code")
