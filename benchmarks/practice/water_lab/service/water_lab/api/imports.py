"""Files of instruments and loggers, as the body of a request."""
import asyncio

from starlette.requests import Request

from .. import importing, params
from ..lab import lab_of
from ..responses import LabJSON


async def instrument(request: Request) -> LabJSON:
    """Takes a file in; a large one does not keep the loop from others."""
    lab, raw = lab_of(request), await request.body()
    name = params.text(request, "file", "upload.csv")
    if len(raw) > lab.settings.worker_bytes:
        done = await asyncio.to_thread(importing.take, lab.settings, name, raw)
    else:
        done = importing.take(lab.settings, name, raw)
    await asyncio.to_thread(lab.store.rebuild)
    return LabJSON(done, status_code=201)


async def logger(request: Request) -> LabJSON:
    lab, raw = lab_of(request), await request.body()
    done = await asyncio.to_thread(importing.take_logger, lab.settings, request.path_params["code"], raw)
    return LabJSON(done, status_code=201)
