"""The swallow gate: every spelling of the mask is refused, honest error handling is let through."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
import logging
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse

app = FastAPI()
logger = logging.getLogger(__name__)
HOUSES = {1: {"price": 5}}


@app.get("/price/{house_id}")
def price(house_id: int):
    house = HOUSES[house_id]
    return {"price": house["price"] * 2}


@app.get("/rooms/{house_id}")
def rooms(house_id: int):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(404, "no such house")
    return {"rooms": found.get("rooms", 0)}


def total(orders):
    sum_ = 0
    for order in orders:
        sum_ += order["price"]
    return sum_
"""
BODY = """    house = HOUSES[house_id]
    return {"price": house["price"] * 2}
"""
REST = '    return {"price": house["price"] * 2}\n'
LINE = 13


def wrapped(handler: str) -> str:
    """The body in a `try` with a handler."""
    lines = "".join(f"    {line}\n" for line in BODY.splitlines())
    return f"    try:\n{lines}{handler}"


MASKS = {
    "return {}": wrapped("    except KeyError:\n        return {}\n"),
    "bare except": wrapped("    except:\n        return {}\n"),
    "except Exception": wrapped("    except Exception:\n        return {}\n"),
    "except BaseException with log": wrapped(
        "    except BaseException:\n        logger.exception('x')\n        return {}\n"
    ),
    "return None": wrapped("    except KeyError:\n        return None\n"),
    "pass": wrapped("    except KeyError:\n        pass\n"),
    "dots": wrapped("    except KeyError:\n        ...\n"),
    "empty JSONResponse": wrapped("    except KeyError:\n        return JSONResponse({})\n"),
    "dict()": wrapped("    except KeyError:\n        return dict()\n"),
    "log and return": wrapped("    except KeyError:\n        logger.warning('oops')\n        return {'price': None}\n"),
    "log only": wrapped("    except KeyError:\n        logger.warning('oops')\n"),
    "tuple of types": wrapped("    except (KeyError, Exception):\n        return {}\n"),
    "broad 404": wrapped("    except Exception:\n        raise HTTPException(404)\n"),
    "return of a variable": "    result = {}\n" + wrapped("    except KeyError:\n        return result\n"),
    "assign in handler": "    try:\n        house = HOUSES[house_id]\n    except KeyError:\n"
    "        house = {'price': 0}\n" + REST,
    "suppress": "    import contextlib\n    with contextlib.suppress(KeyError):\n        house = HOUSES[house_id]\n"
    '        return {"price": house["price"] * 2}\n',
    "try finally return": wrapped("    finally:\n        return {}\n"),
    "early return": "    if house_id not in HOUSES:\n        return {}\n" + BODY,
    "early bare return": "    if house_id not in HOUSES:\n        return\n" + BODY,
    "early return of a response": "    if house_id not in HOUSES:\n        return JSONResponse({})\n" + BODY,
    "early return of zero": "    if house_id not in HOUSES:\n        return {'price': 0}\n" + BODY,
    "guard around": "    if house_id in HOUSES:\n        house = HOUSES[house_id]\n" + "    " + REST,
    "get with dict": BODY.replace("HOUSES[house_id]", "HOUSES.get(house_id, {})"),
    "get chain": '    return {"price": HOUSES.get(house_id, {}).get("price", 0) * 2}\n',
    "or dict": BODY.replace("HOUSES[house_id]", "HOUSES.get(house_id) or {'price': 0}"),
    "conditional": BODY.replace("HOUSES[house_id]", "HOUSES[house_id] if house_id in HOUSES else {'price': 0}"),
    "next default": BODY.replace(
        "HOUSES[house_id]", "next((h for k, h in HOUSES.items() if k == house_id), {'price': 0})"
    ),
    "setdefault": BODY.replace("HOUSES[house_id]", "HOUSES.setdefault(house_id, {'price': 0})"),
    "defaultdict": BODY.replace("HOUSES[house_id]", "defaultdict(dict, HOUSES)[house_id]"),
    "walrus": "    if not (house := HOUSES.get(house_id)):\n        return {}\n" + REST,
    "match": "    match HOUSES.get(house_id):\n        case None:\n            return {}\n        case house:\n"
    '            return {"price": house["price"] * 2}\n',
}

RIGHT = {
    "404 for a missing one": "    house = HOUSES.get(house_id)\n    if house is None:\n"
    '        raise HTTPException(404, "no such house")\n    return {"price": house["price"] * 2}\n',
    "404 by membership": '    if house_id not in HOUSES:\n        raise HTTPException(404, "no such house")\n' + BODY,
    "404 from the exception": wrapped(
        '    except KeyError:\n        raise HTTPException(404, "no such house") from None\n'
    ),
    "404 as an answer": wrapped(
        '    except KeyError:\n        return JSONResponse({"detail": "none"}, status_code=404)\n'
    ),
    "rename": BODY.replace("HOUSES[house_id]", "HOUSES[int(house_id)]"),
    "clean up and raise again": wrapped("    except Exception:\n        logger.error('x')\n        raise\n"),
}


@pytest.mark.parametrize("name", MASKS)
def test_mask_is_refused(name: str, tmp_path: Path) -> None:
    stage = on_paper(SOURCE, LINE, tmp_path)
    case = stage.case(stage.candidate((BODY, MASKS[name])))
    results = [gate.check(case) for gate in (SwallowGate(), MadeUpValueGate())]
    assert not all(result.passed for result in results), results


@pytest.mark.parametrize("name", RIGHT)
def test_honest_handling_is_let_through(name: str, tmp_path: Path) -> None:
    stage = on_paper(SOURCE, LINE, tmp_path)
    case = stage.case(stage.candidate((BODY, RIGHT[name])))
    results = [gate.check(case) for gate in (SwallowGate(), MadeUpValueGate())]
    assert all(result.passed for result in results), results


STREAM = """\
def rows(lines):
    lines = iter(lines)
    head = next(lines)
    yield from (dict(zip(head.split(","), line.split(","))) for line in lines)
"""


@pytest.mark.parametrize(
    ("body", "passed"),
    [("    head = next(lines, None)\n    if head is None:\n        return\n", True),
     ("    head = next(lines, None)\n    if not lines:\n        return\n", False)],
)  # fmt: skip
def test_a_generator_ends_where_its_stream_gives_nothing(tmp_path, body, passed):
    stage = on_paper(STREAM, 3, tmp_path, exception="RuntimeError")
    result = SwallowGate().check(stage.case(stage.candidate(("    head = next(lines)\n", body))))
    assert result.passed is passed, result.reason


def test_an_empty_text_that_becomes_empty_bytes_is_no_loss(tmp_path):
    source = 'def text_of(blocks):\n    return "".join(block.decode() for block in blocks)\n'
    stage = on_paper(source, 2, tmp_path, exception="UnicodeDecodeError")
    change = ('"".join(block.decode() for block in blocks)', 'b"".join(blocks).decode()')
    result = SwallowGate().check(stage.case(stage.candidate(change)))
    assert result.passed, result.reason


READS = """\
import csv, io, unicodedata


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def plain(text):
    return unicodedata.normalize("NFKD", text).encode("ascii")


def raw(text):
    return text.encode("ascii")
"""


@pytest.mark.parametrize(
    ("line", "change", "passed"),
    [
        (5, ("StringIO(text)", 'StringIO(text, newline="")'), True),
        (5, ("StringIO(text)", 'StringIO(text, newline=";")'), False),
        (9, ('text).encode("ascii")', 'text).encode("ascii", "ignore")'), True),
        (13, ('return text.encode("ascii")', 'return text.encode("ascii", "ignore")'), False),
    ],
)
def test_options_that_the_manuals_ask_for_are_not_made_up(tmp_path, line, change, passed):
    stage = on_paper(READS, line, tmp_path, exception="ValueError")
    result = MadeUpValueGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason
