"""The limits of the house that no linter holds."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "arbase"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_IGNORES = 45
BANNED_NAMES = {"utils", "helpers", "manager", "misc", "common"}
IGNORE = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)$")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name and (ROOT / name.decode()).is_file()]


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text().splitlines())) > MAX_FILE_LINES
    }
    assert long == {}


def test_functions_stay_short():
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines")
    assert long == []


def test_the_pipeline_can_be_read_in_one_sitting():
    assert len((PACKAGE / "pipeline.py").read_text().splitlines()) <= 150


def test_no_module_is_named_after_nothing():
    assert [path for path in SOURCES if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES] == []


def test_every_ignore_gives_its_reason_and_their_number_only_falls():
    ignores = []
    for path in SOURCES:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = IGNORE.search(line)
            if found:
                ignores.append(f"{path.relative_to(ROOT)}:{number}")
                reason = re.sub(r"^(\[[\w, -]+\]|:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)", "", found["rest"].strip()).strip(
                    " -#"
                )
                assert len(reason) >= 10, f"{path.relative_to(ROOT)}:{number} ignores a rule without a reason"
    assert len(ignores) <= MAX_IGNORES, "\n".join(ignores)


def test_only_verify_makes_a_verified_fix():
    makers = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "VerifiedFix":
                makers.add(path.relative_to(PACKAGE).parts[0])
    assert makers <= {"verify"}


def test_the_package_does_not_name_the_benchmark():
    services = [
        path.name
        for path in [*(ROOT / "benchmarks").glob("services/*"), *(ROOT / "benchmarks").glob("practice/*")]
        if path.is_dir()
    ]
    bugs = [path.parent.name for path in (ROOT / "benchmarks" / "services").glob("*/bugs/*/bug.yaml")]
    # One of the practice services' bugs bears an ordinary word.
    practice = (ROOT / "benchmarks" / "practice").glob("*/bugs/*/bug.yaml")
    bugs += [path.parent.name for path in practice if "-" in path.parent.name]
    named = []
    for path in SOURCES:
        text = path.read_text()
        named += [f"{path.relative_to(ROOT)}: {bug}" for bug in bugs if bug in text]
        if path.relative_to(PACKAGE) != Path("demo/scenario.py"):
            named += [f"{path.relative_to(ROOT)}: {name}" for name in services if name in text]
    assert named == []


def test_nothing_in_the_repository_points_at_an_index_or_a_machine():
    patterns = [
        re.compile(word) for word in (rb"--index-url", rb"--extra-index", rb"/root/\.pyenv", rb"\bpypi\.[a-z]+/simple")
    ]
    found = []
    for path in tracked():
        if path == Path(__file__) or path.suffix == ".patch":
            continue
        data = path.read_bytes()
        found += [str(path.relative_to(ROOT)) for pattern in patterns if pattern.search(data)]
    assert found == []
    assert not (ROOT / "uv.lock").exists() or ROOT / "uv.lock" not in tracked()


def test_constraints_name_packages_and_versions_only():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*==[\w.!+]+", line)] == []


def test_no_import_inside_functions():
    local = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                local += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                    and "noqa: PLC0415" not in path.read_text().splitlines()[inner.lineno - 1]
                ]
    assert local == []


@pytest.mark.parametrize("module", ["arbase", "arbase.cli", "arbase.domain.event", "arbase.settings"])
def test_importing_does_nothing_to_the_disk_or_the_network(module, tmp_path):
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    writes = event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+')\n"
        "    if writes or event == 'socket.connect':\n"
        "        raise SystemExit(f'{event} {args}')\n"
        f"sys.dont_write_bytecode = True\nsys.addaudithook(hook)\nimport {module}\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
