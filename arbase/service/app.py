"""The web application: intake for services, plain pages for people, one background worker."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from arbase import __version__
from arbase.domain.errors import ArbaseError
from arbase.intake.settings import IntakeSettings
from arbase.service.ingest import ingest_routes
from arbase.service.pages import page_routes
from arbase.store.interface import Store
from arbase.worker import Worker

log = logging.getLogger("arbase.worker")
DAY = 24 * 3600.0


class WorkerThread:
    """Runs a worker beside the web application until it is stopped; one broken incident does not end it.

    `watch` is called when there is nothing to do, at most once in `every` seconds, for what is looked at now and then.
    """

    def __init__(
        self, worker: Worker, poll_seconds: float, watch: Callable[[], None] | None = None, every: float = DAY
    ) -> None:
        self._worker = worker
        self._watch = watch
        self._every = every
        self._poll_seconds = poll_seconds
        self._next_look = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="arbase-worker", daemon=True)

    def start(self) -> None:
        """Start working."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the current stage; whatever is unfinished is taken up at the next start."""
        self._stop.set()
        self._thread.join(timeout=2.0)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                busy = self._worker.step()
            except ArbaseError as error:
                log.warning("the worker waits after: %s", error)
                busy = False
            if not busy:
                self._look()
                self._stop.wait(self._poll_seconds)

    def _look(self) -> None:
        if self._watch is None or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + self._every
        try:
            self._watch()
        except ArbaseError as error:
            log.warning("could not look after the classifier: %s", error)


def create_app(store: Store, intake: IntakeSettings, worker: WorkerThread | None, *, pages: bool = True) -> FastAPI:
    """The application. `pages` False leaves out everything but intake, for an address that strangers can reach."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if worker is not None:
            worker.start()
        yield
        if worker is not None:
            worker.stop()

    app = FastAPI(
        title="arbase", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.include_router(ingest_routes(store, intake))
    if pages:
        app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
        app.include_router(page_routes(store))
    return app
