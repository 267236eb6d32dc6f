"""Weekly reports."""
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ..lab import lab_of
from ..reports import as_text, weekly as weekly_report
from ..responses import LabJSON


async def weekly(request: Request) -> Response:
    """The report as JSON, or as text for the notice board."""
    lab, week = lab_of(request), request.path_params["week"]
    report = await lab.cached(("weekly", week), lambda frames: weekly_report(frames, week, lab.settings.zone))
    if "text/plain" in request.headers.get("accept", ""):
        return PlainTextResponse(as_text(report))
    return LabJSON(report)
