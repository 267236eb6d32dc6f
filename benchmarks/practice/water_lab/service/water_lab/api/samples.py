"""Samples: search, reading, changes; and alerts."""
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import Response

from .. import db, params, repository, search
from ..errors import NotFound
from ..lab import lab_of
from ..responses import LabJSON
from .points import KINDS


async def listing(request: Request) -> LabJSON:
    lab = lab_of(request)
    orders = search.SORTS | {f"-{name}" for name in search.SORTS}
    query = search.SampleQuery(
        text=params.text(request, "q"), point=params.text(request, "point"), kind=params.choice(request, "kind", KINDS),
        status=params.choice(request, "status", repository.STATUSES),
        since=params.moment(request, "from", lab.settings.zone), until=params.moment(request, "to", lab.settings.zone),
        sort=params.choice(request, "sort", orders, "-taken_at"),
        page=params.whole(request, "page", 1, 1, 10_000), size=params.whole(request, "size", lab.settings.page_size, 1, 200))
    return LabJSON(search.find_samples(await lab.frames(), lab.store.index, query))


class Sample(HTTPEndpoint):
    """One sample."""

    async def get(self, request: Request) -> LabJSON:
        frames, sample_id = await lab_of(request).frames(), request.path_params["id"]
        if sample_id not in frames.samples.index:
            raise NotFound("sample", f"no sample {sample_id}")
        return LabJSON(search.sample_view(frames, sample_id))

    async def patch(self, request: Request) -> LabJSON:
        lab, sample_id = lab_of(request), request.path_params["id"]
        changes = repository.sample_changes(await params.body(request))
        frames = await lab.frames()
        with db.connection(lab.settings.database) as conn, db.transaction(conn):
            repository.update_sample(conn, sample_id, changes)
        lab.store.apply(sample_id, changes)
        return LabJSON(search.sample_view(frames, sample_id))

    async def delete(self, request: Request) -> Response:
        lab, sample_id = lab_of(request), request.path_params["id"]
        await lab.frames()
        with db.connection(lab.settings.database) as conn, db.transaction(conn):
            repository.delete_sample(conn, sample_id)
        lab.store.drop(sample_id)
        return Response(status_code=204)


async def alerts(request: Request) -> LabJSON:
    with db.connection(lab_of(request).settings.database) as conn:
        return LabJSON({"alerts": repository.alerts(conn, params.text(request, "point"))})
