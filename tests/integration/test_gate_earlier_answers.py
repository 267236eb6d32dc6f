"""A check that the crash's commit dropped: given up on purpose where the visible tests send what it refused."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.gates.earlier import EarlierAnswersGate
from arbase.verify.gates.intent import IntentGate
from arbase.verify.gates.order import REPLAYED
from tests.unit.verify.doubles import Scene, Stage, get, stage

HEAD = """\
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/rooms")
def rooms(count: int):
"""
LIMIT = '    if count not in (1, 2, 3):\n        raise HTTPException(422, "one to three")\n'
BODY = "    return {'share': 60 // count}\n"
FIX = (BODY, '    if count == 0:\n        raise HTTPException(422, "none")\n' + BODY)


def built(root: Path, *traffic: Stimulus) -> Stage:
    before, after = {"app.py": HEAD + LIMIT + BODY}, {"app.py": HEAD + BODY}
    scene = Scene(files=after, trigger=get("/rooms?count=0"), traffic=traffic, earlier=(before,))
    return stage(scene, root / "repository")


@pytest.mark.parametrize(("more", "passes"), [((), False), ((get("/rooms?count=9"),), True)])
def test_refusal_is_given_up_on_purpose_only_where_the_tests_say_so(
    tmp_path: Path, more: tuple[Stimulus, ...], passes: bool
) -> None:
    tmp_path.chmod(0o755)
    made = built(tmp_path, get("/rooms?count=1"), get("/rooms?count=2"), get("/rooms?count=3"), *more)
    result = EarlierAnswersGate().check(made.case(made.candidate(FIX)))
    assert result.passed is passes, result.reason


@pytest.mark.parametrize(("status", "passes"), [(409, False), (404, False), (400, True), (422, True)])
def test_what_was_refused_before_the_commit_is_refused_for_the_same_reason(
    tmp_path: Path, status: int, passes: bool
) -> None:
    tmp_path.chmod(0o755)
    made = built(tmp_path, get("/rooms?count=1"), get("/rooms?count=2"), get("/rooms?count=3"))
    fix = (BODY, f'    if count not in (1, 2, 3):\n        raise HTTPException({status}, "one to three")\n' + BODY)
    result = EarlierAnswersGate().check(made.case(made.candidate(fix)))
    assert result.passed is passes, result.reason


def test_a_page_that_came_with_the_commit_was_not_refused_before(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    other = '\n\n@app.get("/share/{count}")\ndef share(count: int):\n    return rooms(count)\n'
    before, after = {"app.py": HEAD + LIMIT + BODY}, {"app.py": HEAD + LIMIT.replace("1,", "0, 1,") + BODY + other}
    traffic = tuple(get(f"/{page}{count}") for page in ("rooms?count=", "share/") for count in (1, 2, 3))
    scene = Scene(files=after, trigger=get("/share/0"), traffic=traffic, earlier=(before,))
    made = stage(scene, tmp_path / "repository")
    result = EarlierAnswersGate().check(made.case(made.candidate(FIX)))
    assert result.passed, result.reason
    assert "no earlier version" in result.reason


PAGES = """\
from fastapi import FastAPI, HTTPException, Query

app = FastAPI()
HOUSES = list(range(20))


@app.get("/houses")
def houses(page: {kind} = Query(default={first})):
{body}    return {{"items": HOUSES[(number - 1) * 10 : number * 10], "page": number}}
"""
NUMBER = '    number = 2 if page == "last" else int(page)\n'
WITH_LAST = PAGES.format(kind="str", first='"1", max_length=6', body=NUMBER)
NUMBERS = PAGES.format(kind="int", first="1, ge=1", body="    number = page\n")


def guarded(condition: str) -> tuple[str, str]:
    """The text to replace, and the same behind a refusal."""
    return NUMBER, f'    if {condition}:\n        raise HTTPException(422, "a number from 1, or last")\n{NUMBER}'


CHECKED = guarded('page != "last" and not (page.isascii() and page.isdigit() and int(page) > 0)')
LAST, PAGE_2 = get("/houses?page=last"), get("/houses?page=2")
DROPS_LAST = guarded("not (page.isascii() and page.isdigit() and int(page) > 0)")
ONLY_LAST_AND_1 = guarded('page not in ("last", "1")')
SERVED_FIRST = (NUMBER, '    number = 2 if page == "last" else int(page) if page.isdigit() else 1\n')
NOT_ALL = guarded('page != "last" and not page.isdigit()')
NOBODY = guarded('page != "last" and True')


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fix", "traffic", "refused_by"),
    [
        (CHECKED, (PAGE_2, LAST), ""),
        # Without a test of what the commit was for, nothing tells the check from the commit.
        (CHECKED, (PAGE_2,), "liveness"),
        (DROPS_LAST, (PAGE_2, LAST), "liveness"),
        (ONLY_LAST_AND_1, (PAGE_2, LAST), "liveness"),
        (NOBODY, (PAGE_2, LAST), "liveness"),
        (SERVED_FIRST, (PAGE_2, LAST), "non-interference"),
        (NOT_ALL, (PAGE_2, LAST), "earlier answers"),
    ],
)
def test_dropped_check_may_come_back_beside_what_the_commit_was_for(
    tmp_path: Path, fix: tuple[str, str], traffic: tuple[Stimulus, ...], refused_by: str
) -> None:
    tmp_path.chmod(0o755)
    scene = Scene(
        files={"app.py": WITH_LAST},
        trigger=get("/houses?page=next"),
        traffic=(get("/houses?page=1"), get("/houses?page=3"), get("/houses?page=4"), *traffic),
        earlier=({"app.py": NUMBERS},),
        client_inputs=("query:page",),
    )
    made = stage(scene, tmp_path / "repository")
    case = made.case(made.candidate(fix))
    results = [gate.check(case) for gate in REPLAYED]
    refused = [result for result in results if not result.passed]
    assert (refused[0].gate if refused else "") == refused_by, refused


NOTES = """\
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

app = FastAPI()


@app.post("/messages")
async def receive(request: Request):
    raw = await request.body()
    if not raw:
        return JSONResponse({{"error": "nothing_sent"}}, 422)
{body}    return {{"size": len(raw)}}


@app.get("/prices/{{weight}}")
def price(weight: int):
{price}
"""
KEEP = "    kept = raw.decode()\n"
REFUSED = "    try:\n        kept = raw.decode()\n    except UnicodeDecodeError:\n"
CODED = '        return JSONResponse({"error": "no_text"}, 422)\n'
LISTED = "    return {'price': [3, 5][weight // 100]}"
LOOPED = (
    "    for limit, price in ((100, 3), (200, 5)):\n        if weight < limit:\n            return {'price': price}\n"
    '    return JSONResponse({"error": "too_heavy"}, 422)'
)


def noted(root: Path, body: str, price: str, trigger: Stimulus, *traffic: Stimulus, inputs: tuple[str, ...]) -> Stage:
    before = {"app.py": NOTES.format(body="", price=LOOPED)}
    scene = Scene(
        files={"app.py": NOTES.format(body=body, price=price)},
        trigger=trigger,
        traffic=traffic,
        earlier=(before,),
        client_inputs=inputs,
    )
    return stage(scene, root / "repository")


def test_what_was_served_before_the_commit_is_not_refused_now(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    latin = Stimulus(method="POST", target="/messages", body=base64.b64encode("größer".encode("latin-1")).decode())
    plain = latin.model_copy(update={"body": base64.b64encode(b"hello").decode()})
    made = noted(tmp_path, KEEP, LOOPED, latin, plain, get("/prices/7"), inputs=("body:$",))
    result = EarlierAnswersGate().check(made.case(made.candidate((KEEP, REFUSED + CODED))))
    assert "the request is served with status 200; the patch refuses it with 422" in result.reason


@pytest.mark.parametrize(("code", "passes"), [("too_heavy", True), ("wrong_weight", False)])
def test_what_was_refused_before_the_commit_is_refused_with_the_same_code(
    tmp_path: Path, code: str, passes: bool
) -> None:
    tmp_path.chmod(0o755)
    traffic = (get("/prices/7"), get("/prices/150"))
    made = noted(tmp_path, "", LISTED, get("/prices/900"), *traffic, inputs=("path:weight",))
    refusal = f"    if weight >= 200:\n        return JSONResponse({{'error': '{code}'}}, 422)\n"
    # The code has to be one that the repository knows.
    known = ("    raw = await", f"    known = '{code}'\n    raw = await")
    result = EarlierAnswersGate().check(made.case(made.candidate((LISTED, refusal + LISTED), known)))
    assert result.passed is passes, result.reason


BANDS = """\
from bisect import bisect_left

from fastapi import FastAPI

app = FastAPI()
LIMITS, PRICES = [100, 200], [3, 5]


@app.get("/prices/{{weight}}")
def price(weight: int):
{body}
"""
SEARCHED = "    place = bisect_left(LIMITS, weight)\n    return {'price': PRICES[place]}"
WALKED = (
    "    for limit, cost in zip(LIMITS, PRICES):\n        if weight <= limit:\n            return {'price': cost}\n"
    "    return {'price': None}"
)
ONE_PRICE = "def test_price(client):\n    assert client.get('/prices/{}').json() == {{'price': 3}}\n"


@pytest.mark.parametrize(
    ("tests", "passes"),
    [
        ("", True),
        (ONE_PRICE.format(8), True),
        (ONE_PRICE.format(8).replace("test_price", "test_cheap"), True),
        (ONE_PRICE.format(7) + "\n\ndef test_none(client):\n    assert client.get('/prices/x').status_code\n", False),
    ],
)
def test_commit_without_a_new_test_may_be_a_mere_restructuring(tmp_path: Path, tests: str, passes: bool) -> None:
    tmp_path.chmod(0o755)
    before = {"app.py": BANDS.format(body=WALKED), "tests/test_prices.py": ONE_PRICE.format(7)}
    after = {"app.py": BANDS.format(body=SEARCHED), "tests/test_prices.py": tests or ONE_PRICE.format(7)}
    traffic = (get("/prices/7"), get("/prices/150"), get("/prices/200"))
    scene = Scene(files=after, trigger=get("/prices/900"), traffic=traffic, earlier=(before,))
    made = stage(scene, tmp_path / "repository")
    case = made.case(made.candidate((SEARCHED, WALKED)))
    assert case.restored
    result = IntentGate().check(case)
    assert result.passed is passes, result.reason
