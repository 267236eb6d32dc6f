"""Gate 7: passing requests leave behind what they left behind before."""

from __future__ import annotations

import json

from arbase.domain.errors import ReplayError
from arbase.domain.fix import GateResult
from arbase.replay.interface import Observation
from arbase.verify.gates.interface import Gate, GateCase

UNKNOWN = "what the requests leave behind could not be read"


class SideEffectsGate(Gate):
    """Files and rows of SQLite databases under the folder are equal after the same passing requests."""

    name = "side effects"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that changes what is stored; pass, and say so, where that cannot be seen."""
        if case.lab.trigger.kind == "command":
            return self.passes("not compared: the reproduction is a command")
        try:
            before, again = (_digest(row[-1]) for row in case.lab.quiet_before)
            after = _digest(case.lab.quiet_after(case.overlay)[-1])
        except ReplayError:
            before = again = after = None
        if before is None or again is None or after is None:
            return self.passes(f"not compared: {UNKNOWN}")
        unstable = {path for path in before.keys() | again.keys() if before.get(path) != again.get(path)}
        changed = sorted(
            path
            for path in before.keys() | after.keys()
            if before.get(path) != after.get(path) and path not in unstable
        )
        if changed:
            return self.refuses(f"the passing requests now leave {changed[0]} in another state")
        return self.passes(f"{len(before)} files and tables are equal after the passing requests")


def _digest(observation: Observation) -> dict[str, str] | None:
    try:
        found = json.loads(observation.body) if observation.status == 0 else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
