"""A client is not blamed for a text that the crashed reader was given and that it did not send."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.unsent import unsent_kind, unsent_null, unsent_text
from tests.unit.verify.doubles import ScriptedReplayer, Stage, get, on_paper, post

SOURCE = """
from decimal import Decimal


def kept(rows):
    return [Decimal(row.strip()) for row in rows]


def paint(amounts, closed):
    amounts[closed] = 0.0
    return amounts


def cut(parts):
    day, month = parts
    return day


def show(amounts, closed):
    return paint(amounts, closed)
"""
READ = "    return [Decimal(row.strip()) for row in rows]"


def line_of(text: str) -> int:
    return SOURCE.splitlines().index(text) + 1


def unsent(shown: dict[str, object], target: str, folder: Path) -> str:
    paper = on_paper(SOURCE, line_of(READ), folder, exception="InvalidOperation")
    seen = Raised(exception="decimal.InvalidOperation", message="[...]", trace=(), variables={"row": shown})
    reproduction = paper.diagnosis.reproduction.model_copy(update={"stimulus": get(target)})
    diagnosis = paper.diagnosis.model_copy(update={"reproduction": reproduction})
    replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=500, raised=None if overlay else seen)
    )
    stage = Stage(paper.scene, paper.service, replayer, diagnosis)
    return unsent_text(stage.case(stage.candidate((READ, f"{READ}  # read"))))


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        ("np.float64(90.727)", "/usage?meter=H-30", "'np.float64(90.727)'"),
        ("12,5x", "/usage?amount=12,5x", ""),
        ("2026-03-01", "/usage?month=2026-03", ""),
        ("", "/usage", ""),
    ],
)
def test_a_text_of_which_no_word_came_with_the_request(text: str, target: str, told: str, tmp_path: Path) -> None:
    assert unsent({"type": "str", "repr": repr(text)}, target, tmp_path) == told


def test_what_is_no_text_or_was_cut_is_not_judged(tmp_path: Path) -> None:
    assert unsent({"type": "float", "repr": "nan"}, "/usage", tmp_path) == ""
    assert unsent({"type": "str", "repr": "'cut in the mid"}, "/usage", tmp_path) == ""


@pytest.mark.parametrize(
    ("crashed", "passes"), [("    amounts[closed] = 0.0", False), ("    day, month = parts", True)]
)
def test_a_value_error_without_a_reader_is_an_accident(crashed: str, passes: bool, tmp_path: Path) -> None:
    """`assignment destination is read-only` is nobody's input; what takes a text apart reads it."""
    call = "    return paint(amounts, closed)\n"
    told = f"    try:\n    {call}    except ValueError as error:\n        raise Unreadable('closed') from error\n"
    stage = on_paper(SOURCE, line_of(crashed), tmp_path, exception="ValueError")
    result = SwallowGate().check(stage.case(stage.candidate((call, told))))
    assert result.passed is passes, result.reason


MAILS = """
TEXTS = {"en": "Hello", "pt": "Bom dia"}


def render(language, kind="recovery"):
    return TEXTS[kind][language]


@app.post("/recovery")
def ask(sent):
    return render(stored(sent.email).get("language"))


@app.get("/greeting")
def greet():
    return render(request.args.get("lang"))
"""
KNOWN = {"kind": {"type": "str", "repr": "'recovery'"}}
ASKS = '    return render(stored(sent.email).get("language"))'
GREETS = '    return render(request.args.get("lang"))'


def null_of(source: str, trigger, handler: str, folder: Path, inputs: tuple[str, ...] = ()) -> str:
    lines = source.splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "return TEXTS[" in text)
    paper = on_paper(source, line, folder)
    outer = CodeLocation(path="app.py", line=lines.index(handler) + 1, function="f")
    crash = paper.crash.model_copy(update={"trace": (outer, paper.crash.location)})
    reproduction = paper.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    update = {"reproduction": reproduction, "crash": crash, "client_inputs": inputs}
    seen = Raised(exception="builtins.KeyError", message="None", trace=(crash.location,), variables=KNOWN)
    replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=500, raised=None if overlay else seen)
    )
    stage = Stage(paper.scene, paper.service, replayer, paper.diagnosis.model_copy(update=update))
    return unsent_null(stage.case(stage.candidate(("return TEXTS[", "return  TEXTS["))))


def test_a_null_for_which_the_request_has_no_place_is_stored_so(tmp_path: Path) -> None:
    source = MAILS.replace('.get("language")', ".language_of()")
    found = null_of(
        source, post("/recovery", {"email": "a@b.c"}), ASKS.replace('.get("language")', ".language_of()"), tmp_path
    )
    assert found == "a null that it has no place for: `language`"


@pytest.mark.parametrize(
    ("source", "trigger", "handler", "inputs"),
    [
        (MAILS.replace("language", "lang"), get("/greeting"), GREETS, ()),
        (MAILS, post("/recovery", {"email": "a@b.c", "language": None}), ASKS, ()),
        (MAILS, post("/recovery", {"email": "a@b.c"}), ASKS, ("body:$.language",)),
    ],
    ids=["read by its name", "a null was sent", "the crash depends on it"],
)
def test_a_null_that_the_request_has_or_leaves_out_is_the_clients(
    tmp_path: Path, source: str, trigger, handler: str, inputs: tuple[str, ...]
) -> None:
    assert null_of(source, trigger, handler, tmp_path, inputs) == ""


TABLES = """
def find(code):
    return CODES[code.upper()]


def stored(content):
    frame = pd.read_csv(content)
    return [find(code) for code in frame["site"]]
"""
FILE = Stimulus(
    method="POST",
    target="/sites",
    headers=(("content-type", "text/csv"),),
    body=base64.b64encode(b"site;kw\n041;7\n").decode(),
)


def kind_of(source: str, trigger: Stimulus, message: str, folder: Path) -> str:
    paper = on_paper(source, 3, folder, exception="AttributeError")
    reproduction = paper.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    diagnosis = paper.diagnosis.model_copy(update={"reproduction": reproduction})
    seen = Raised(exception="builtins.AttributeError", message=message, trace=(paper.crash.location,))
    replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=500, raised=None if overlay else seen)
    )
    stage = Stage(paper.scene, paper.service, replayer, diagnosis)
    return unsent_kind(stage.case(stage.candidate(("code.upper()", "str(code).upper()"))))


@pytest.mark.parametrize(
    ("source", "trigger", "message", "told"),
    [
        (TABLES, FILE, "'int' object has no attribute 'upper'", True),
        (TABLES.replace("read_csv", "read_table"), FILE, "'numpy.float64' object has no attribute 'upper'", True),
        (TABLES, FILE, "'int' object has no attribute 'levels'", False),
        (TABLES, post("/sites", {"site": 41}), "'int' object has no attribute 'upper'", False),
        (TABLES.replace("pd.read_csv", "yaml.safe_load"), FILE, "'int' object has no attribute 'upper'", False),
    ],
    ids=["a number", "with a fraction", "asked for no letters", "sent as a number", "a document that has numbers"],
)
def test_a_table_of_text_holds_no_numbers(source, trigger, message, told, tmp_path: Path) -> None:
    assert bool(kind_of(source, trigger, message, tmp_path)) is told
