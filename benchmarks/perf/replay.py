"""How many variants a second the replayer runs, on a FastAPI application that predicts with scikit-learn.

    python benchmarks/perf/replay.py [--variants 100] [--sandbox bubblewrap|process]

Writes a small service of its own, trains its model in the sandbox, then replays three requests against many variants
of one function, as the search for a fix does.
"""

from __future__ import annotations

import argparse
import base64
import json
import tempfile
import time
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Application, Service
from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Variant
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.process import ProcessSandbox

TRAIN = """
import joblib, numpy
from sklearn.ensemble import GradientBoostingRegressor
random = numpy.random.default_rng(1)
features = random.random((300, 3))
joblib.dump(GradientBoostingRegressor(n_estimators=40).fit(features, features.sum(axis=1)), "model.joblib")
"""

MAIN = """
from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from shop.features import features


@asynccontextmanager
async def lifespan(app):
    app.state.model = joblib.load("model.joblib")
    yield


app = FastAPI(lifespan=lifespan)


class House(BaseModel):
    rooms: int
    area: float
    extras: dict = {}


@app.post("/estimate")
def estimate(house: House):
    frame = pd.DataFrame([features(house)], columns=["rooms", "area", "share"])
    return {"price": float(app.state.model.predict(frame.to_numpy())[0])}


@app.get("/health")
async def health():
    return {"ok": True}
"""

FEATURES = """
def features(house):
    share = house.extras["garden"] / house.area
    return [house.rooms, house.area, share]
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--variants", type=int, default=100)
    parser.add_argument("--sandbox", choices=["bubblewrap", "process"], default="bubblewrap")
    options = parser.parse_args()
    sandbox = BubblewrapSandbox() if options.sandbox == "bubblewrap" else ProcessSandbox()
    with tempfile.TemporaryDirectory(prefix="arbase-perf-") as place:
        tree = Path(place) / "tree"
        (tree / "shop").mkdir(parents=True)
        (tree / "shop" / "__init__.py").write_text("")
        (tree / "shop" / "main.py").write_text(MAIN)
        (tree / "shop" / "features.py").write_text(FEATURES)
        (tree / "train.py").write_text(TRAIN)
        service = Service(name="perf", repository=tree, app=Application(kind="asgi", target="shop.main:app"))
        trained = sandbox.run(("python", "train.py"), folder=tree)
        if trained.exit_status:
            raise SystemExit(trained.stderr.decode())
        stimuli = (
            _post({"rooms": 3, "area": 70}),
            _post({"rooms": 3, "area": 70, "extras": {"garden": 7}}),
            Stimulus(target="/health"),
        )
        variants = (
            Variant(name="head"),
            *(
                Variant(name=str(number), overlay={"shop/features.py": _changed(number)})
                for number in range(options.variants - 1)
            ),
        )
        replayer = SandboxReplayer(sandbox)
        for what, chosen in (("one variant, first time", variants[:1]), ("one variant, again", variants[:1])):
            _measure(replayer, tree, service, chosen, stimuli, what)
        _measure(replayer, tree, service, variants, stimuli, f"{len(variants)} variants")


def _measure(replayer, tree, service, variants, stimuli, what) -> None:
    started = time.perf_counter()
    found = replayer.observe(tree, service, variants, stimuli, seconds_each=5.0)
    seconds = time.perf_counter() - started
    crashed = sum(observation.crashed for observation in found)
    broken = sum(bool(observation.error) for observation in found)
    print(
        f"{what}: {seconds:.2f} s, {len(variants) / seconds:.1f} variants/s, "
        f"{crashed} of {len(found)} observations crashed, {broken} could not be run"
    )


def _changed(number: int) -> str:
    return FEATURES.replace('house.extras["garden"]', f'house.extras.get("garden", {number})')


def _post(body: dict) -> Stimulus:
    return Stimulus(
        method="POST",
        target="/estimate",
        headers=(("content-type", "application/json"),),
        body=base64.b64encode(json.dumps(body).encode()).decode(),
    )


if __name__ == "__main__":
    main()
