"""The evasion gate: no way out of being judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.evasion import EvasionGate
from tests.unit.verify.doubles import on_paper

SOURCE = '''"""An app."""
import math
import os


def price(house, tenant=None):
    value = house["price"]
    setattr(tenant, house, value)
    for item in house["items"]:
        value += item
    return value * 2
'''
LINE = '    value = house["price"]\n'

HOSTILE = {
    "os._exit": "    os._exit(0)\n",
    "sys.exit": "    import sys\n    sys.exit(0)\n",
    "SystemExit": "    raise SystemExit(0)\n",
    "computed attribute": "    getattr(os, '_ex' + 'it')(0)\n",
    "another computed attribute": "    setattr(tenant, value, 1)\n",
    "dunder import": "    __import__('os')._exit(0)\n",
    "atexit": "    import atexit\n",
    "test detection by environment": "    if os.environ.get('PYTEST_CURRENT_TEST'):\n        value = 1\n",
    "test detection by modules": "    import sys\n    if 'pytest' in sys.modules:\n        value = 1\n",
    "test client": "    if house.agent == 'testclient':\n        value = 1\n",
    "importing pytest": "    import pytest\n",
    "subclasses": "    value = ().__class__.__base__.__subclasses__()\n",
    "eval": "    value = eval('1')\n",
    "globals": "    globals()['price'] = None\n",
    "global rebinding": "    global price\n    value = 1\n",
    "warnings": "    import warnings\n",
    "settrace": "    import sys\n    sys.settrace(None)\n",
    "if False": "    value = 0\n    if False:\n        value = 1\n",
    "if 0": "    value = 0\n    if 0:\n        value = 1\n",
    "same on both sides": "    value = 0\n    if value == value:\n        value = 1\n",
    "and False": "    value = 0\n    if value and False:\n        value = 1\n",
    "star import": "    value = 1\nfrom os import *\n",
    "logging off": "    import logging\n    logging.disable()\n",
    "files away": "    os.remove('x')\n",
    "frames": "    import inspect\n",
    "threads of the interpreter": "    import ctypes\n",
    "recursion limit": "    import sys\n    sys.setrecursionlimit(10)\n",
}

FINE = {
    "another key": '    value = house["cost"]\n',
    "a pattern": "    import re\n    value = re.compile('x')\n",
    "list remove": '    house["items"].remove(3)\n    value = 1\n',
    "math": '    value = math.floor(house["price"])\n',
    "known attribute": '    value = getattr(house, "price")\n',
    "another value for a known computed attribute": '    setattr(tenant, house, house["price"] or 0)\n',
    "endless loop with an end": "    while True:\n        break\n    value = 1\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_evasion_is_refused(name: str, tmp_path: Path) -> None:
    stage = on_paper(SOURCE, 7, tmp_path)
    result = EvasionGate().check(stage.case(stage.candidate((LINE, HOSTILE[name]))))
    assert not result.passed


@pytest.mark.parametrize("name", FINE)
def test_plain_code_is_let_through(name: str, tmp_path: Path) -> None:
    stage = on_paper(SOURCE, 7, tmp_path)
    result = EvasionGate().check(stage.case(stage.candidate((LINE, FINE[name]))))
    assert result.passed, result.reason


def test_data_of_the_very_request_may_not_be_recognised(tmp_path: Path) -> None:
    stage = on_paper(SOURCE, 7, tmp_path)
    reproduction = stage.diagnosis.reproduction
    assert reproduction is not None
    stimulus = reproduction.stimulus.model_copy(update={"target": "/houses/kx-4711"})
    stage.diagnosis = stage.diagnosis.model_copy(
        update={"reproduction": reproduction.model_copy(update={"stimulus": stimulus})}
    )
    patch = (LINE, "    value = 1 if house == 'kx-4711' else 2\n")
    assert not EvasionGate().check(stage.case(stage.candidate(patch))).passed
