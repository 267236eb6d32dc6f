"""The address that SDKs send to. Transport only: what is accepted is decided in `arbase.intake`."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.requests import ClientDisconnect

from arbase.domain.errors import IntakeRejected, StoreError
from arbase.intake.receive import Intake, Receipt, Submission
from arbase.intake.settings import IntakeSettings
from arbase.store.interface import Store

# Browsers send from everywhere, and the key in the request is public anyway.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-Sentry-Error, X-Sentry-Rate-Limits, Retry-After",
}
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Encoding, Content-Type, Origin, X-Requested-With,"
    " X-Sentry-Auth, Sentry-Trace, Baggage",
    "Access-Control-Max-Age": "3600",
}
WAIT_SECONDS = {429: 60, 503: 30}
PARSERS = 4
"""Requests parsed at one time; parsing holds the interpreter, so more would only hold more memory."""


def ingest_routes(store: Store, settings: IntakeSettings) -> APIRouter:
    """The routes `/api/<project>/envelope/` and `/api/<project>/store/`, with and without the last slash."""
    router = APIRouter()
    intake = Intake(store, settings)
    limiter = anyio.CapacityLimiter(PARSERS)

    async def answer(request: Request, project: str, take: Callable[[Submission], Receipt]) -> Response:
        try:
            body = await _body(request, settings.max_compressed_bytes)
            receipt = await anyio.to_thread.run_sync(take, _submission(request, project, body), limiter=limiter)
        except IntakeRejected as error:
            return _refusal(error.status, str(error))
        except StoreError:
            # The reason is the operator's business; the client is only told to try again.
            return _refusal(503, "the event could not be kept; send it again later")
        except ClientDisconnect:
            return _refusal(400, "the request ended before its body did")
        return JSONResponse({"id": receipt.id} if receipt.id else {}, headers=CORS)

    @router.post("/api/{project}/envelope")
    @router.post("/api/{project}/envelope/")
    async def envelope(request: Request, project: str) -> Response:
        return await answer(request, project, intake.envelope)

    @router.post("/api/{project}/store")
    @router.post("/api/{project}/store/")
    async def event(request: Request, project: str) -> Response:
        return await answer(request, project, intake.event)

    @router.options("/api/{project}/{kind}")
    @router.options("/api/{project}/{kind}/")
    async def preflight(project: str, kind: str) -> Response:
        return Response(status_code=204, headers=PREFLIGHT)

    return router


async def _body(request: Request, limit: int) -> bytes:
    """The body, read no further than the limit. Raises IntakeRejected (413)."""
    too_large = IntakeRejected(413, f"the body is larger than {limit} bytes; send less")
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 15 or int(announced) > limit):
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise too_large
    return bytes(body)


def _submission(request: Request, project: str, body: bytes) -> Submission:
    headers = request.headers
    auth = headers.get("x-sentry-auth") or ""
    if not auth and headers.get("authorization", "").startswith("Sentry "):
        auth = headers["authorization"]
    return Submission(
        project=project,
        body=body,
        auth=auth,
        key=request.query_params.get("sentry_key", ""),
        encoding=",".join(headers.getlist("content-encoding")),
    )


def _refusal(status: int, reason: str) -> JSONResponse:
    # A header holds Latin-1 without line ends, and part of the reason is the client's own text.
    plain = reason.encode("ascii", "replace").decode("ascii")
    headers = {**CORS, "X-Sentry-Error": "".join(one if one.isprintable() else " " for one in plain)}
    if status in WAIT_SECONDS:
        headers["Retry-After"] = str(WAIT_SECONDS[status])
    if status == 429:
        headers["X-Sentry-Rate-Limits"] = f"{WAIT_SECONDS[429]}:error:organization"
    return JSONResponse({"detail": reason}, status_code=status, headers=headers)
