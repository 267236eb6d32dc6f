"""Gate 8, third part: a revert keeps the options that its commit gave a call, where they are not to blame."""

from __future__ import annotations

import ast

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name

MOST = 6


class OptionsKeptGate(Gate):
    """A commit that gives a call more options and changes another one does several things; taking back all is too much.

    `read_csv(path, dtype="str")` became `read_csv(path, sep=None, dtype=texts)`: whatever `sep` was for, the visible
    tests need not show it, and the trigger may be one that does without. With the option put into the restored call the
    trigger is run again: if it is answered alike, the revert drops what is not to blame.
    """

    name = "options kept"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a revert that drops an option without need."""
        if not case.restored:
            return self.passes("the patch does not go back in history")
        tries = [(file, one) for file in case.files for one in _dropped(file)][:MOST]
        if not tries:
            return self.passes("no call loses an option")
        overlays = [{**case.overlay, file.path: text} for file, (_, text) in tries]
        whole = case.lab.after(case.overlay)[0]
        ignore = answers.unstable(case.lab.start.before, case.lab.start.again)
        rows = case.lab.try_out(overlays, (case.lab.trigger,))
        for (file, (what, _)), (seen,) in zip(tries, rows, strict=True):
            if not answers.failed(case.lab.trigger, seen) and not answers.same_answer(whole, seen, ignore):
                commit = case.restored[:10]
                return self.refuses(
                    f"{file.path}: the revert drops {what}, which {commit} brought in and which is not to blame"
                )
        return self.passes("the options that go with the revert are to blame")


def _dropped(file: ChangedFile) -> list[tuple[str, str]]:
    """What a call loses, and the new text in which it has that still: all of it first, then one by one."""

    def calls(code: Code) -> list[ast.Call]:
        return code.every(ast.Call)

    found: list[tuple[str, str]] = []
    gone = file.gone(calls)
    for call in file.fresh(calls):
        before = [one for one in gone if ast.dump(one.func) == ast.dump(call.func) and _same_place(file, one, call)]
        if len(before) != 1 or file.old is None or file.new is None:
            continue
        known = {word.arg for word in call.keywords}
        lost = [word for word in before[0].keywords if word.arg and word.arg not in known]
        for words in [lost, *([one] for one in lost if len(lost) > 1)] if lost else ():
            options = ", ".join(ast.unparse(word) for word in words)
            found.append((f"`{options}` of {called_name(call)}", _given(file.new, call, options)))
    return found


def _same_place(file: ChangedFile, old: ast.Call, new: ast.Call) -> bool:
    """Both stand in the function of one name."""
    pairs = ((file.old, old), (file.new, new))
    owners = [code.function_at(call.lineno) for code, call in pairs if code is not None]
    return len({one.name if one is not None else "" for one in owners}) == 1


def _given(code: Code, call: ast.Call, options: str) -> str:
    """The source with these options in front of the bracket that closes the call."""
    lines = code.source.splitlines(keepends=True)
    row = (call.end_lineno or call.lineno) - 1
    line = lines[row].encode()
    end = (call.end_col_offset or 0) - 1
    head = line[:end].decode().rstrip()
    sign = "" if head.endswith(("(", ",")) or not (call.args or call.keywords) else ", "
    lines[row] = f"{line[:end].decode()}{sign}{options}{line[end:].decode()}"
    return "".join(lines)
