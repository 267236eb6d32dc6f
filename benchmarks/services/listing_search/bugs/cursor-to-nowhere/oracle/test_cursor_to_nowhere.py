import base64
import json

import pytest


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("offset", [None, "many", [], {}, [3], "20x"])
def test_no_offset(call, offset):
    answer = call("GET", f"/search?q=bike&cursor={encoded({'offset': offset})}")
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("value", [[], 3, {"at": "x", "id": "y"}, {}])
def test_no_cursor(call, value):
    assert call("GET", f"/search?cursor={encoded(value)}").status_code in (400, 422)


def test_pages(call, ids):
    whole = ids("/search?sort=newest&limit=9")
    following = call("GET", "/search?sort=newest&limit=3").json()["next"]
    assert ids(f"/search?sort=newest&limit=6&cursor={following}") == whole[3:]
    assert ids(f"/search?sort=newest&cursor={encoded({'offset': 9000})}") == []
    assert ids(f"/search?sort=newest&limit=2&cursor={encoded({'offset': 0})}") == whole[:2]
