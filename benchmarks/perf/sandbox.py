"""How long bubblewrap takes from start to end of an empty command, beside the limit of 30 ms. Exits with 1 above it."""

import sys
import tempfile
import time
from pathlib import Path

from arbase.sandbox.bubblewrap import BubblewrapSandbox

LIMIT_MS = 30.0
TIMES = 50


def main() -> int:
    """Print the median and its ratio to the limit."""
    sandbox = BubblewrapSandbox()
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TIMES):
            started = time.perf_counter()
            sandbox.run(("/usr/bin/true",), folder=Path(folder))
            times.append(1000 * (time.perf_counter() - started))
    median = sorted(times)[TIMES // 2]
    print(f"bubblewrap: median {median:.1f} ms of {TIMES} runs, limit {LIMIT_MS:.0f} ms, ratio {median / LIMIT_MS:.2f}")
    return int(median > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
