import io

import pytest
from PIL import Image

from print_shop import security


@pytest.fixture
def upload(lotte):
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "white").save(out, "PNG")
    return lotte.post("/orders/2026-0014/uploads?name=caf%C3%A9.png", data=out.getvalue()).json


def test_right_key(client, upload):
    assert client.get(upload["link"]).json == upload and upload["name"] == "café.png"


@pytest.mark.parametrize("key", ["é", "9f%C3%A91c04b7e2d85a36", "%F0%9F%96%A8", "%FF", "", "0000", "%C3%A9" * 16])
def test_wrong_keys(client, upload, key):
    for number in (upload["id"], 999):
        answer = client.get(f"/uploads/{number}?key={key}")
        assert answer.status_code == 403 and answer.json["error"]
    assert client.get(upload["link"] + "%C3%A9").status_code == 403


def test_key_of_another(client, upload):
    assert client.get(f"/uploads/{upload['id']}?key={security.link_key('only-for-development', 999)}").status_code == 403
    assert client.get(f"/uploads/999?key={security.link_key('only-for-development', 999)}").status_code == 404


@pytest.mark.parametrize("header", ["sha256=é", "é", "sha256=00", "sha256=" + "ü" * 64])
def test_signature_of_events(client, header):
    assert client.post("/webhooks/payments", data=b"{}", headers={"X-Pay-Signature": header}).status_code == 403


def test_right_signature(deliver):
    event = {"id": "evt_1", "type": "payment.paid", "occurred_at": "2026-04-14T06:00:00Z"}
    assert deliver(event | {"reference": "pay-2026-0014", "amount": "310.00"}).json["result"] == "applied"


def test_function():
    assert security.same("abc", "abc") is True
    assert security.same("abd", "abc") is False
    assert security.same("é", "abc") is False
